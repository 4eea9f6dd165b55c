/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * amends_wording_salutation:
 * @name: of the person
 * @title: (nullable): at work
 *
 * How a Chinese letter addresses someone: "陈总监", "王总", "李经理"; the whole name when the title
 * gives nothing to go by. Western names stay as they are.
 *
 * Returns: (transfer full)
 */
char *amends_wording_salutation (const char *name, const char *title);

/**
 * amends_wording_fit_sentences:
 * Joins sentences beyond @count to the last with a semicolon, so that text with more of them (a
 * customer's name with a stop in it) still counts as @count. Returns: (transfer full).
 */
char *amends_wording_fit_sentences (const char *text, guint count);

/* (transfer full) (nullable): the first sentence of what a customer wrote, greetings left out, cut
 * at @max characters; NULL when nothing is left. */
char *amends_wording_first_sentence (const char *text, guint max);

/* (transfer full) (nullable): a mail subject without "Re:", "Fwd:", "回复：" and the like. */
char *amends_wording_bare_subject (const char *subject);

/* (transfer full) (nullable): "since" and its kin taken off, as the templates say it themselves. */
char *amends_wording_bare_since (const char *since);

G_END_DECLS
