/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stands in for scram.c in a build without gsasl: SCRAM is then never chosen. */
#define G_LOG_DOMAIN "sl-signin"

#include "scram.h"

gboolean
sl_scram_is_available (void)
{
  return FALSE;
}

SlScram *
sl_scram_new (const char             *name,
              const char             *user,
              const SlSecret         *secret,
              const SlChannelBinding *binding)
{
  return NULL;
}

void
sl_scram_free (SlScram *self)
{
}

gboolean
sl_scram_step (SlScram *self, const char *input, gsize length, char **output, gsize *n_output)
{
  return FALSE;
}

gboolean
sl_scram_is_complete (const SlScram *self)
{
  return FALSE;
}
