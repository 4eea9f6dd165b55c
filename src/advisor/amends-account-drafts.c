/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts about an account that has no case: a template of the playbook, filled. */

#include "config.h"

#include "amends-account-drafts.h"

#include "amends-enum-types.h"
#include "amends-input-error.h"
#include "amends-labels.h"
#include "amends-template.h"

#include <glib/gi18n-lib.h>

/* Templates as they are asked for. */
typedef struct
{
  AmendsPlaybook *playbook;
  const char *language;
  GHashTable *parsed; /* (owned): name → AmendsTemplate */
  GError *error;      /* (owned) (nullable): the first fault */
} Shelf;

static AmendsTemplate *
find_template (const char *name, gpointer data)
{
  Shelf *shelf = data;
  AmendsTemplate *template = g_hash_table_lookup (shelf->parsed, name);
  const char *path = NULL;
  const char *text;

  if (template != NULL)
    return template;
  text = amends_playbook_get_template (shelf->playbook, shelf->language, name, &path);
  if (text == NULL)
    return NULL;
  template = amends_template_parse (text, path, shelf->error == NULL ? &shelf->error : NULL);
  if (template != NULL)
    g_hash_table_insert (shelf->parsed, g_strdup (name), template);
  return template;
}

static void
render (AmendsDraft *draft, AmendsTemplate *template, const AmendsTemplateScope *scope)
{
  int audience = AMENDS_AUDIENCE_INTERNAL;

  if (amends_template_get_meta (template, "audience") != NULL)
    amends_enum_from_nick (AMENDS_TYPE_AUDIENCE, amends_template_get_meta (template, "audience"),
                           &audience);
  draft->audience = (AmendsAudience) audience;
  draft->title = amends_template_render_meta (template, "title", scope);
  draft->subject = amends_template_render_meta (template, "subject", scope);
  draft->body = amends_template_render (template, scope);
  draft->generated_subject = g_strdup (draft->subject);
  draft->generated_body = g_strdup (draft->body);
}

AmendsDraft *
amends_account_draft_new (AmendsPlaybook *playbook,
                          const char *kind,
                          AmendsFacts *facts,
                          const AmendsAccountDraftSetting *setting,
                          GError **error)
{
  g_autoptr (AmendsTemplateWords) words =
      amends_template_words_load (playbook, setting->language, error);
  g_autoptr (GHashTable) parsed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                         (GDestroyNotify) amends_template_free);
  g_autoptr (GPtrArray) questions = g_ptr_array_new_with_free_func (g_free);
  Shelf shelf = { playbook, setting->language, parsed, NULL };
  AmendsTemplateScope scope = {
    .facts = facts,
    .words = words,
    .now = setting->now,
    .zone = setting->zone,
    .whose = AMENDS_ZONE_UNSAID,
    .seed = setting->seed,
    .find = find_template,
    .find_data = &shelf,
    .questions = questions,
  };
  g_autoptr (AmendsDraft) draft = NULL;
  AmendsTemplate *template;

  if (words == NULL)
    return NULL;
  template = find_template (kind, &shelf);
  if (template == NULL && shelf.error == NULL)
    amends_input_error_set (&shelf.error, AMENDS_INPUT_ERROR_NOT_FOUND, NULL, 0, NULL,
                            _ ("there is no template “%s”"), kind);
  draft = amends_record_new (AMENDS_TYPE_DRAFT);
  draft->kind = g_strdup (kind);
  draft->language = g_strdup (setting->language);
  draft->version = 1;
  if (template != NULL)
    render (draft, template, &scope);
  if (shelf.error != NULL)
    {
      g_propagate_error (error, shelf.error);
      return NULL;
    }
  g_ptr_array_add (questions, NULL);
  draft->questions = g_strdupv ((char **) questions->pdata);
  g_ptr_array_set_size (questions, (int) questions->len - 1);
  return g_steal_pointer (&draft);
}
