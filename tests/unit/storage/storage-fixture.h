/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"
#include "amends-database.h"

G_BEGIN_DECLS

/* A folder of its own for each test; removed with all that is in it. */
char *fixture_make_folder (void);
void fixture_remove_folder (char *folder);

AmendsDatabase *fixture_open (const char *folder);

/* A case with every part, not stored yet. @words end up in the customer's statement. */
AmendsCase *fixture_make_case (const char *account, const char *words);

/* Saves it as new and returns its id, (transfer none). */
const char *fixture_store_case (AmendsDatabase *database, AmendsCase *self);
AmendsCase *fixture_load_case (AmendsDatabase *database, const char *id);
/* @before → @after in one write. */
void fixture_change_case (AmendsDatabase *database, AmendsCase *before, AmendsCase *after);

/* Runs SQL of the test in a write. */
void fixture_execute (AmendsDatabase *database, const char *sql);
gint64 fixture_query (AmendsDatabase *database, const char *sql);

/* Starts this test program again with these arguments. */
GSubprocess *fixture_spawn (const char *mode, const char *folder, const char *extra);

G_END_DECLS
