/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "own-providers.h"

#include "account.h"
#include "installation.h"
#include "provider.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/**
 * sl_own_providers_get_folder:
 *
 * Returns: (transfer full): where the user's own provider files are; it need not exist
 */
char *
sl_own_providers_get_folder (void)
{
  g_autofree char *config = sl_installation_get_config_dir ();

  return g_build_filename (config, "providers", NULL);
}

/**
 * sl_own_providers_get_path:
 * @id: a provider's id
 *
 * Returns: (transfer full): the user's own file for it; it need not exist
 */
char *
sl_own_providers_get_path (const char *id)
{
  g_autofree char *folder = sl_own_providers_get_folder ();
  g_autofree char *name = g_strconcat (id, ".json", NULL);

  return g_build_filename (folder, name, NULL);
}

/**
 * sl_own_providers_has:
 * @id: a provider's id
 *
 * Returns: whether the user has a file of their own for it
 */
gboolean
sl_own_providers_has (const char *id)
{
  g_autofree char *path = NULL;

  if (!sl_account_id_is_valid (id))
    return FALSE;
  path = sl_own_providers_get_path (id);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static gboolean
fail (const char *path, const char *reason, GError **error)
{
  g_set_error (error, SL_PROVIDER_ERROR, SL_PROVIDER_ERROR_FILE,
               /* Translators: the first %s is a file name, the second the system's reason. */
               _ ("The provider file “%s” cannot be changed (%s); make sure that its folder may be "
                  "written and the disk is not full."),
               path, reason);
  return FALSE;
}

/**
 * sl_own_providers_write:
 * @id: a provider's id
 * @text: JSON; what data/provider.schema.json does not allow is refused
 * @error: set to an #SlProviderError, one sentence
 *
 * Writes the user's own file, as a whole or not at all.
 *
 * Returns: whether it is on disk
 */
gboolean
sl_own_providers_write (const char *id, const char *text, GError **error)
{
  g_autofree char *folder = sl_own_providers_get_folder ();
  g_autofree char *path = NULL;
  g_autoptr (GError) write_error = NULL;
  g_autoptr (SlProvider) provider = sl_provider_new_from_json (id, text, -1, error);

  if (provider == NULL)
    return FALSE;
  path = sl_own_providers_get_path (id);
  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents_full (path, text, strlen (text),
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &write_error))
    return TRUE;
  return fail (path, write_error->message, error);
}

/**
 * sl_own_providers_remove:
 * @id: a provider's id
 * @error: set to %SL_PROVIDER_ERROR_FILE, one sentence
 *
 * Removes the user's own file; one that is not there is no error.
 *
 * Returns: whether it is gone
 */
gboolean
sl_own_providers_remove (const char *id, GError **error)
{
  g_autofree char *path = NULL;

  if (!sl_account_id_is_valid (id))
    return TRUE;
  path = sl_own_providers_get_path (id);
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  return fail (path, g_strerror (errno), error);
}
