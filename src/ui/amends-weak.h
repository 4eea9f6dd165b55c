/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * amends_weak_new:
 *
 * For the data of an answer that is awaited: a page that goes meanwhile is not kept by it, and what
 * it was waiting for is cancelled with it.
 *
 * Returns: (transfer full): for amends_weak_take()
 */
static inline GWeakRef *
amends_weak_new (gpointer object)
{
  GWeakRef *self = g_new0 (GWeakRef, 1);

  g_weak_ref_init (self, object);
  return self;
}

/* @self: (transfer full). Returns: (transfer full) (nullable): the object, if it is still there */
static inline gpointer
amends_weak_take (GWeakRef *self)
{
  gpointer object = g_weak_ref_get (self);

  g_weak_ref_clear (self);
  g_free (self);
  return object;
}

G_END_DECLS
