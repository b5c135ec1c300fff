/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-core"

#include "installation.h"

#include <libintl.h>

/* Set by the build's own environment (meson devenv, app/run, tests) to use the program before it is
 * installed. */
#define DATA_DIR_VARIABLE "STORMLANTERN_DATA_DIR"
#define PROGRAM_DIR_VARIABLE "STORMLANTERN_PROGRAM_DIR"
#define LOCALE_DIR_VARIABLE "STORMLANTERN_LOCALE_DIR"

/* flatpak-run(1): every sandbox has it. */
#define SANDBOX_MARK "/.flatpak-info"
#define HOST_PLAN "/run/host/etc/xdg/stormlantern/plan.json"

/**
 * sl_installation_get_data_file:
 * @name: path below the program's data folder, such as "providers" or
 * "scenarios/signin-outage.json"
 *
 * Returns: (transfer full): the absolute path; it need not exist
 */
char *
sl_installation_get_data_file (const char *name)
{
  const char *data_dir = g_getenv (DATA_DIR_VARIABLE);

  return g_build_filename (data_dir != NULL ? data_dir : SL_DATA_DIR, name, NULL);
}

/**
 * sl_installation_get_program:
 * @name: "stormlantern", "stormlantern-watch" or "stormlanternctl"
 *
 * Returns: (transfer full): the absolute path of the sibling program; it need not exist
 */
char *
sl_installation_get_program (const char *name)
{
  const char *program_dir = g_getenv (PROGRAM_DIR_VARIABLE);

  if (program_dir != NULL)
    return g_build_filename (program_dir, name, NULL);
  if (g_str_equal (name, "stormlantern-watch"))
    return g_build_filename (SL_LIBEXEC_DIR, name, NULL);
  return g_build_filename (SL_BIN_DIR, name, NULL);
}

/**
 * sl_installation_get_config_dir:
 *
 * Returns: (transfer full): where the plan and the user's providers live
 *
 * Source: XDG Base Directory Specification 0.8, XDG_CONFIG_HOME.
 */
char *
sl_installation_get_config_dir (void)
{
  return g_build_filename (g_get_user_config_dir (), "stormlantern", NULL);
}

/**
 * sl_installation_get_state_dir:
 *
 * Returns: (transfer full): where history and budget live
 *
 * Source: XDG Base Directory Specification 0.8, XDG_STATE_HOME.
 */
char *
sl_installation_get_state_dir (void)
{
  return g_build_filename (g_get_user_state_dir (), "stormlantern", NULL);
}

/**
 * sl_installation_is_sandboxed:
 *
 * Returns: whether this program runs in a Flatpak, where it sees no file of the session's
 *
 * Source: flatpak-run(1).
 */
gboolean
sl_installation_is_sandboxed (void)
{
  return g_file_test (SANDBOX_MARK, G_FILE_TEST_EXISTS);
}

/**
 * sl_installation_list_system_plans:
 *
 * In a Flatpak the system's own folders are those of the sandbox: there the first is where an
 * extension can put a plan, and the host's is seen only if somebody allows it.
 *
 * Returns: (transfer full): where a plan for everybody on this computer may be, the first one that is
 *   there counts
 *
 * Source: XDG Base Directory Specification 0.8, XDG_CONFIG_DIRS; flatpak-metadata(5), host-etc.
 */
char **
sl_installation_list_system_plans (void)
{
  const char *const *folders = g_get_system_config_dirs ();
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folders[i], "stormlantern", "plan.json", NULL);

      if (g_path_is_absolute (path))
        g_strv_builder_add (paths, path);
    }
  if (sl_installation_is_sandboxed ())
    g_strv_builder_add (paths, HOST_PLAN);
  return g_strv_builder_end (paths);
}

/**
 * sl_installation_bind_translations:
 *
 * Finds the program's translations, in UTF-8, for the locale that is set. To be called once, first
 * in main() after setlocale().
 */
void
sl_installation_bind_translations (void)
{
  const char *locale_dir = g_getenv (LOCALE_DIR_VARIABLE);

  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : SL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
