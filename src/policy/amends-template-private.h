/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amends-template.h"

G_BEGIN_DECLS

/* In a text being made, where facts stand and where they are missing. Facts cannot hold them. */
#define MARK_MISSING '\x01'
#define MARK_SPAN_OPEN '\x02'
#define MARK_SPAN_CLOSE '\x03'
#define MARK_VALUE_OPEN '\x0E'
#define MARK_VALUE_CLOSE '\x0F'

typedef enum
{
  NODE_TEXT,
  NODE_VALUE,
  NODE_IF,
  NODE_FOR,
  NODE_PICK,
  NODE_INCLUDE,
  NODE_ASK,
  NODE_SPAN,
} AmendsTemplateNodeType;

/* The filters are named in this order in amends-template-filter.c. */
typedef enum
{
  FILTER_TIME,
  FILTER_BY,
  FILTER_SHORT,
  FILTER_DAY,
  FILTER_SINCE,
  FILTER_CLOCK,
  FILTER_DATE,
  FILTER_DURATION,
  FILTER_MONEY,
  FILTER_NUMBER,
  FILTER_COUNT,
  FILTER_LIST,
  FILTER_FIRST,
  FILTER_UPPER_FIRST,
  FILTER_LOWER_FIRST,
  FILTER_UPPER,
  FILTER_LOWER,
  FILTER_FIRST_NAME,
  FILTER_FRAGMENT,
  FILTER_SENTENCE,
  FILTER_YOURS,
  FILTER_THEIRS,
  FILTER_QUOTE,
  FILTER_EXCERPT,
  FILTER_ELSE,
} AmendsTemplateFilterKind;

typedef struct
{
  AmendsTemplateFilterKind kind;
  char **arguments; /* (owned) */
} AmendsTemplateFilter;

typedef struct
{
  AmendsTemplateCondition *condition; /* (owned) (nullable): NULL always holds */
  GPtrArray *children;                /* (owned) of AmendsTemplateNode */
} AmendsTemplateBranch;

typedef struct
{
  AmendsTemplateNodeType type;
  guint line;
  char *text;          /* (owned) (nullable): literal, path of a fact, name of an include */
  char *variable;      /* (owned) (nullable): of a loop */
  GPtrArray *filters;  /* (owned) (nullable): of AmendsTemplateFilter */
  GPtrArray *branches; /* (owned) (nullable): of AmendsTemplateBranch */
} AmendsTemplateNode;

struct _AmendsTemplate
{
  char *file;             /* (owned) (nullable) */
  GPtrArray *nodes;       /* (owned) of AmendsTemplateNode */
  GHashTable *meta;       /* (owned): key to text */
  GHashTable *meta_nodes; /* (owned): key to GPtrArray of AmendsTemplateNode */
};

/* Finds a filter by name; FALSE if there is none, or it does not take @n_arguments. */
gboolean
amends_template_filter_find (const char *name, guint n_arguments, AmendsTemplateFilterKind *kind);

/* (transfer full) (nullable): the text of @fact through @filters; NULL when it is missing. */
char *amends_template_filter_apply (AmendsFacts *fact,
                                    GPtrArray *filters,
                                    const AmendsTemplateScope *scope);

/* (transfer full): a made text without marks, missing facts and what they leave empty. */
char *amends_template_tidy (const char *made, const char *joiner);

G_END_DECLS
