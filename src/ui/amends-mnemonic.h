/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * amends_mnemonic_init:
 * From here on every button whose label has a mnemonic is read without its underscore. Once, at the
 * start of the program.
 */
void amends_mnemonic_init (void);

G_END_DECLS
