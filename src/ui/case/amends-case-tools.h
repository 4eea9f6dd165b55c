/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Small things that several pages of a case need. Main thread. */

/* The resource of a template in this folder. */
#define AMENDS_CASE_TEMPLATE(name) "/dev/amends/Amends/case/" name

/* Makes @store hold exactly @wanted (element-type GObject), leaving the items at both ends that
 * already stand right, so that rows keep their focus. */
void amends_case_sync_list (GListStore *store, GPtrArray *wanted);

/* (transfer full): the words of the enum @type in order of its values, for a drop-down. */
GListModel *amends_case_enum_model (GType type);

/* (transfer full): "one · two"; either is (nullable) and may be empty. */
char *amends_case_join (const char *one, const char *two);

/* Sets the text and hides the label when it is NULL or empty. */
void amends_case_set_text (GtkLabel *label, const char *text);

/* For templates: the closure "invert". */
void amends_case_bind_invert (GtkWidgetClass *widget_class);

/* (transfer none): names of icons. */
const char *amends_case_status_icon (AmendsStatus status);
const char *amends_case_event_icon (AmendsEventKind kind);
/* Whether people look for such an event in a timeline; the log has them all. */
gboolean amends_case_event_is_notable (AmendsEventKind kind);

/* (transfer full): "Pieter van Dalen, CTO"; "" without a contact. */
char *amends_case_dup_contact (AmendsCase *case_);

/* (transfer full): the title of the draft, else its kind. */
char *amends_case_dup_draft_title (AmendsDraft *draft);

/* Where a draft stands in the list. */
typedef enum
{
  AMENDS_DRAFT_NEXT,
  AMENDS_DRAFT_INTERNAL,
  AMENDS_DRAFT_LATER,
  AMENDS_DRAFT_SENT,
} AmendsDraftGroup;

AmendsDraftGroup
amends_case_get_draft_group (AmendsSession *session, AmendsCase *case_, AmendsDraft *draft);
/* As which kind of text the gate reads a draft. */
AmendsTextKind amends_case_get_text_kind (AmendsDraft *draft);

/* How many findings of each kind; an unfilled field also counts as one that must be fixed. */
typedef struct
{
  guint block;
  guint warn;
  guint unfilled;
} AmendsFindingCounts;

/* @findings: (element-type AmendsFinding) */
void amends_case_count_findings (GPtrArray *findings, AmendsFindingCounts *counts);
/* Of the drafts that go to the customer next. */
void
amends_case_count_open (AmendsSession *session, AmendsCase *case_, AmendsFindingCounts *counts);
/* (transfer full): "1 must fix, 1 advice"; NULL when there is neither. */
char *amends_case_format_counts (const AmendsFindingCounts *counts);

G_END_DECLS
