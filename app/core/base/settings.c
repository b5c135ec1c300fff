/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "settings.h"

/* Where the program was installed, which may be a folder that the session does not search. */
static GSettingsSchema *
lookup_beside_program (GSettingsSchemaSource *parent)
{
  g_autoptr (GSettingsSchemaSource) source
      = g_settings_schema_source_new_from_directory (SL_SCHEMA_DIR, parent, TRUE, NULL);

  return source != NULL ? g_settings_schema_source_lookup (source, SL_APPLICATION_ID, FALSE) : NULL;
}

/**
 * sl_settings_new:
 *
 * GSettings ends the process when a schema is missing; this looks before it asks, first where the
 * session does and then where the program was installed.
 *
 * Returns: (transfer full) (nullable): the user's preferences; %NULL if their schema is nowhere
 *
 * Source: GSettingsSchemaSource.
 */
GSettings *
sl_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SL_APPLICATION_ID, TRUE);
  if (schema == NULL)
    schema = lookup_beside_program (source);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}
