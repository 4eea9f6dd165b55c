/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * The text of a draft in a GtkTextBuffer: light Markdown whose bold passages look bold, with the
 * findings of the send gate underlined. Offsets are code points of the whole text, marks of bold
 * included. Main thread.
 */

/* Makes the tags that all the functions below need. Once for each buffer: from then on what stands
 * between pairs of ** within a line is bold, and characters that cannot be kept do not get in. */
void amends_draft_text_init (GtkTextBuffer *buffer);

/* Takes the colours of the findings from the style of @widget. */
void amends_draft_text_color (GtkTextBuffer *buffer, GtkWidget *widget);

/* (transfer full): the text with its marks. */
char *amends_draft_text_dup (GtkTextBuffer *buffer);

/* Another text: nothing before it can be undone. */
void amends_draft_text_load (GtkTextBuffer *buffer, const char *text);

/* The text becomes @text in one step that can be undone. What is equal at both ends is left alone,
 * so that the cursor stays where it is. */
void amends_draft_text_replace (GtkTextBuffer *buffer, const char *text);

/* Puts @text in place of the code points @start to @end, in one step that can be undone. */
void amends_draft_text_replace_span (GtkTextBuffer *buffer, int start, int end, const char *text);

/* Underlines exactly the words of @findings (element-type AmendsFinding). */
void amends_draft_text_show_findings (GtkTextBuffer *buffer, GPtrArray *findings);

/* Underlines exactly @spans (element-type AmendsSpan) as misspelled; they get sorted. */
void amends_draft_text_show_misspelled (GtkTextBuffer *buffer, GArray *spans);

/* The misspelled word at or just before @at. */
gboolean amends_draft_text_get_misspelled (GtkTextBuffer *buffer,
                                           const GtkTextIter *at,
                                           GtkTextIter *start,
                                           GtkTextIter *end);

G_END_DECLS
