/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-enums.h"
#include "amends-json-reader.h"
#include "amends-template-condition.h"

G_BEGIN_DECLS

/*
 * plan.json: what a plan is made of. It has the structure, words.json and the templates have the
 * words; code has neither.
 */

/**
 * AmendsPlanOffset:
 * When something is due, counted from a moment: "45m", "4h", "1d 10:00" (a calendar day later, at
 * that time), "2wd 12:00" (working days).
 */
typedef struct
{
  gint64 minutes; /* 0 when it counts days */
  int days;
  gboolean working;
  int clock; /* minutes after midnight, -1: the time of day it counts from */
} AmendsPlanOffset;

/* FALSE if @text is no offset. */
gboolean amends_plan_offset_parse (const char *text, AmendsPlanOffset *offset);

typedef struct
{
  AmendsTemplateCondition *when; /* (owned) (nullable) */
  AmendsLevel level;
} AmendsPlanLevelRule;

/* One entry of any section. What a section does not use is empty. */
typedef struct
{
  char *key;
  AmendsTemplateCondition *when; /* (owned) (nullable): NULL always holds */
  char **severities;             /* (nullable): nicks; NULL for all */
  AmendsAudience audience;
  AmendsChannel channel; /* AMENDS_CHANNEL_UNKNOWN: what the contact prefers */
  AmendsHorizon horizon;
  char *stage;     /* (nullable) */
  char **owner;    /* (nullable): roles, the first that has a name does it */
  char *draft;     /* (nullable): kind of the linked draft */
  char *recipient; /* (nullable): "customer", "stakeholders" (one draft each) or a role */
  AmendsPlanOffset at;
  char *moment; /* (nullable): a time the drafts announce, "contact" for {{ next.contact }} */
  gboolean from_received;
  gboolean recovery;       /* planned once the case is resolved, counted from then */
  gboolean silence;        /* planned while the customer's answer is awaited, counted from then */
  AmendsPlanOffset repeat; /* distance of the repetitions */
  int times;               /* how often, 1 without repetition */
  gboolean later;          /* of an agenda: weeks on; of "can" and "limits": holds then too */
  gboolean yields;         /* of a step: goes where another contact is close by */
  GPtrArray *done_by;      /* (nullable) of GRegex: an action taken that says it is done */
  int minutes;             /* of a point of an agenda */
  gboolean scenario;       /* of an agenda: said only when they ask */
  GPtrArray *items;        /* (nullable) of AmendsPlanRule: points, parts */
  GPtrArray *probability;  /* (nullable) of AmendsPlanLevelRule, first match */
  GPtrArray *impact;
} AmendsPlanRule;

/* How often one speaks with the customer. */
typedef struct
{
  AmendsPlanOffset first;     /* the contact that the first response announces */
  AmendsPlanOffset update;    /* from one update to the next */
  AmendsPlanOffset executive; /* the call of our executive */
  AmendsPlanOffset follow_up; /* these two: 0 for those of the plan */
  AmendsPlanOffset week_call;
  gboolean always; /* also outside of working hours */
} AmendsPlanRhythm;

typedef struct
{
  AmendsPlanRhythm rhythm[AMENDS_SEVERITY_CRITICAL + 1];
  int day_start; /* minutes after midnight; for teams without a calendar, Monday to Friday */
  int day_end;
  AmendsPlanOffset follow_up;
  AmendsPlanOffset week_call;
  AmendsPlanOffset month_check;
  AmendsPlanOffset internal;  /* when an answer is needed inside, unless the case says */
  AmendsPlanOffset apart;     /* the least between two contacts */
  AmendsPlanOffset near;      /* within this of another contact a step that yields goes */
  gint64 notice;              /* minutes: a call sooner than this after its letter needs none */
  gint64 logging;             /* minutes: what was due before the case was logged is due so late */
  gint64 sent_now;            /* minutes: a draft due within this time is written for now */
  int phone_start;            /* minutes after the customer's midnight between which a phone may */
  int phone_end;              /* ring */
  int open_days;              /* counted in up to so many days, weekends are days for who works */
  int urgent_days;            /* then, and for what is critical */
  int renewal_days;           /* from so many days before it a renewal is counted in days */
  GPtrArray *round_the_clock; /* (owned) of GRegex: words of who works at night and at weekends */
  GPtrArray *sums;            /* (owned) of GRegex: words of a sentence that names a sum */
  GPtrArray *derived;         /* (owned) of AmendsPlanRule: "when" makes the fact "is.KEY" */
  GPtrArray *triggers;        /* (owned) of AmendsPlanRule: pulled by "when", by key */
  GPtrArray *drafts;          /* these and below: (owned) of AmendsPlanRule */
  GPtrArray *timeline;
  GPtrArray *actions;
  GPtrArray *stages;
  GPtrArray *communication;
  GPtrArray *risks;
  GPtrArray *limits;
  GPtrArray *can;
  GPtrArray *agendas;
  GPtrArray *scripts;
} AmendsPlanRules;

/* Reads the whole document; faults stick to @reader. Returns: (transfer full). */
AmendsPlanRules *amends_plan_rules_read (AmendsJsonReader *reader);
void amends_plan_rules_free (AmendsPlanRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmendsPlanRules, amends_plan_rules_free)

G_END_DECLS
