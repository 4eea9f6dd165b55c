/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-case.h"
#include "amends-clocks.h"
#include "amends-debriefer.h"
#include "amends-document.h"

G_BEGIN_DECLS

/* For whom and when a document is made. All pointers are (transfer none) and needed only during
 * the call. */
typedef struct
{
  AmendsInstant now;
  GTimeZone *zone;      /* in which all times are given; the document names it once */
  const char *language; /* "en" or "zh-CN" */
  const char *author;   /* (nullable): who makes it */
  /* (nullable): "internal", which is the default, "executive" or "customer"; what they may not see
   * does not get into the document */
  const char *audience;
  AmendsDebrief *debrief;                 /* (nullable): else that of the case */
  const AmendsCompleteness *completeness; /* (nullable): of the debrief */
  const AmendsClockPolicy *policy; /* (nullable): else time left is counted on the wall clock */
} AmendsCaseDocumentContext;

/* Each reads the case without changing it and returns (transfer full) a sealed document, never
 * NULL. Any thread that owns the case. */

/* The plan to work by: from the situation to the open questions, with every draft in full. */
AmendsDocument *amends_case_document_build_plan (AmendsCase *case_,
                                                 const AmendsCaseDocumentContext *context);
/* The escalation report, in its fixed order from the number to what came after the resolution. */
AmendsDocument *amends_case_document_build_report (AmendsCase *case_,
                                                   const AmendsCaseDocumentContext *context);
AmendsDocument *amends_case_document_build_debrief (AmendsCase *case_,
                                                    const AmendsCaseDocumentContext *context);

G_END_DECLS
