/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-document.h"

G_BEGIN_DECLS

/* 2026-03-10T07:52:00Z */
#define SAMPLE_CREATED G_GINT64_CONSTANT (1773129120000)

/* Texts that look like markup of some format; NULL-terminated. */
extern const char *const sample_hostile[];

/* (transfer full): a document with every kind of block, each holding @text. */
AmendsDocument *sample_document_new (const char *text, const char *language);

/* (transfer full): what a writer gave, as a string; fails the test if it gave nothing. */
char *sample_take_string (GBytes *bytes);

G_END_DECLS
