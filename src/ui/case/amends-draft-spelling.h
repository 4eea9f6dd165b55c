/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AmendsDraftSpelling:
 * The spelling of the draft in a text view: unknown words are underlined a moment after they were
 * written, and its context menu offers other words.
 *
 * Signal "changed": amends_draft_spelling_dup_remark() has another answer.
 */
#define AMENDS_TYPE_DRAFT_SPELLING (amends_draft_spelling_get_type ())
G_DECLARE_FINAL_TYPE (AmendsDraftSpelling, amends_draft_spelling, AMENDS, DRAFT_SPELLING, GObject)

/* @view: (transfer none): its buffer has been through amends_draft_text_init(). (transfer full) */
AmendsDraftSpelling *amends_draft_spelling_new (GtkTextView *view);

/* What is in the view from now on; all are (nullable) together. The names in the case are known.
 * @editable: otherwise nothing is underlined. */
void amends_draft_spelling_follow (AmendsDraftSpelling *self,
                                   AmendsSession *session,
                                   AmendsCase *case_,
                                   AmendsDraft *draft,
                                   gboolean editable);

/* (transfer full) (nullable): a sentence when the spelling cannot be checked; for one draft in the
 * life of the program. */
char *amends_draft_spelling_dup_remark (AmendsDraftSpelling *self);

/* Checks now rather than in a moment. */
void amends_draft_spelling_check (AmendsDraftSpelling *self);

G_END_DECLS
