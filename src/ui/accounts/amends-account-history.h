/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-account-file.h"
#include "amends-case-section.h"
#include "amends-session.h"

G_BEGIN_DECLS

/*
 * Fills the lists of an account's page with #AmendsAccountEntry. The target of a contact is the
 * contact, of everything else its escalation. Each gives how many rows there are. Main thread.
 */
guint amends_account_fill_open (AmendsCaseSection *section,
                                AmendsSession *session,
                                AmendsAccountFile *file);
guint amends_account_fill_past (AmendsCaseSection *section,
                                AmendsSession *session,
                                AmendsAccountFile *file);
guint amends_account_fill_people (AmendsCaseSection *section,
                                  AmendsSession *session,
                                  AmendsAccountFile *file);
guint amends_account_fill_goodwill (AmendsCaseSection *section,
                                    AmendsSession *session,
                                    AmendsAccountFile *file);
guint amends_account_fill_promises (AmendsCaseSection *section,
                                    AmendsSession *session,
                                    AmendsAccountFile *file);
guint amends_account_fill_messages (AmendsCaseSection *section,
                                    AmendsSession *session,
                                    AmendsAccountFile *file);

/* (transfer full): "Champion, executive", what matters of a contact; "" when nothing is known. */
char *amends_account_format_part (AmendsSession *session, AmendsContact *contact);

G_END_DECLS
