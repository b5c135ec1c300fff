/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-service"

#include "service-menu.h"

#include "notice-words.h"

#include <glib/gi18n-lib.h>

#define SECONDS_PER_HOUR 3600
#define NOTICE_CHARACTERS 80 /* wider menus are cut by some panels */

/* With more accounts the menu would be longer than a small screen; they move one level down. */
#define MOST_ACCOUNTS_INLINE 8

/* One section and what it was made from. */
typedef struct
{
  GMenu *menu;
  char  *made_from; /* nullable */
} Section;

struct _SlServiceMenu
{
  GObject   parent_instance;
  SlEngine *engine;
  GMenu    *model;
  Section   notice;
  Section   headline;
  Section   fallback;
  Section   accounts;
  Section   control;
  Section   program;
};

G_DEFINE_FINAL_TYPE (SlServiceMenu, sl_service_menu, G_TYPE_OBJECT)

static void
section_clear (Section *section)
{
  g_clear_object (&section->menu);
  g_clear_pointer (&section->made_from, g_free);
}

static void
sl_service_menu_dispose (GObject *object)
{
  SlServiceMenu *self = SL_SERVICE_MENU (object);

  section_clear (&self->notice);
  section_clear (&self->headline);
  section_clear (&self->fallback);
  section_clear (&self->accounts);
  section_clear (&self->control);
  section_clear (&self->program);
  g_clear_object (&self->model);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (sl_service_menu_parent_class)->dispose (object);
}

static void
sl_service_menu_class_init (SlServiceMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sl_service_menu_dispose;
}

static void
section_init (Section *section, GMenu *model)
{
  section->menu = g_menu_new ();
  g_menu_append_section (model, NULL, G_MENU_MODEL (section->menu));
}

static void
sl_service_menu_init (SlServiceMenu *self)
{
  self->model = g_menu_new ();
  section_init (&self->notice, self->model);
  section_init (&self->headline, self->model);
  section_init (&self->fallback, self->model);
  section_init (&self->accounts, self->model);
  section_init (&self->control, self->model);
  section_init (&self->program, self->model);
}

/* Empties the section if it is to be made from something new. */
static gboolean
renew (Section *section, const char *made_from)
{
  if (g_strcmp0 (section->made_from, made_from) == 0)
    return FALSE;
  g_free (section->made_from);
  section->made_from = g_strdup (made_from);
  g_menu_remove_all (section->menu);
  return TRUE;
}

static void
append_with_target (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

/* A label is no mnemonic: an underscore in a name is shown as it is. */
static char *
escape_label (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "_", -1);

  return g_strjoinv ("__", parts);
}

static gboolean
needs_fallback (SlState state)
{
  return state == SL_STATE_OUTAGE || state == SL_STATE_ACTION_NEEDED || state == SL_STATE_DEGRADED
         || state == SL_STATE_OFFLINE;
}

/* The accounts for which there is something to do, the worst first. */
static GPtrArray *
list_failing (SlServiceMenu *self)
{
  g_autoptr (GPtrArray) accounts = sl_watcher_list_accounts (sl_engine_get_watcher (self->engine));
  GPtrArray *failing = g_ptr_array_new_with_free_func ((GDestroyNotify) sl_account_status_unref);

  for (int state = SL_STATE_OUTAGE; state > SL_STATE_UNKNOWN; state--)
    {
      for (guint i = 0; i < accounts->len; i++)
        {
          SlAccountStatus *account = g_ptr_array_index (accounts, i);

          if ((int) account->verdict->state == state && needs_fallback (account->verdict->state))
            g_ptr_array_add (failing, sl_account_status_ref (account));
        }
    }
  return failing;
}

static void
append_failing (GMenu *menu, GPtrArray *failing)
{
  for (guint i = 0; i < failing->len; i++)
    {
      const SlAccountStatus *account = g_ptr_array_index (failing, i);
      g_autofree char       *label = escape_label (account->name);

      append_with_target (menu, label, "tray.show-fallback", g_variant_new_string (account->id));
    }
}

/* What the organisation has to tell comes first, on one line; the window has the rest. */
static void
update_notice (SlServiceMenu *self)
{
  SlOrganisationLink   *link = sl_engine_get_organisation (self->engine);
  const SlOrganisation *organisation = link != NULL ? sl_organisation_link_get_notice (link) : NULL;
  g_autofree char      *line = organisation != NULL
                                   ? sl_organisation_make_notice_line (organisation, NOTICE_CHARACTERS)
                                   : g_strdup ("");
  g_autofree char      *label = escape_label (line);

  if (renew (&self->notice, line) && organisation != NULL)
    g_menu_append (self->notice.menu, label, "tray.open");
}

static void
update_headline (SlServiceMenu *self)
{
  gboolean         practice = sl_engine_get_practice (self->engine) != NULL;
  g_autofree char *plain = sl_watcher_dup_headline (sl_engine_get_watcher (self->engine));
  g_autofree char *headline
      = practice ? sl_notice_words_mark_practice (plain) : g_steal_pointer (&plain);
  g_autofree char *label = escape_label (headline);

  if (!renew (&self->headline, headline))
    return;
  g_menu_append (self->headline.menu, label, "tray.open");
  g_menu_append (self->headline.menu, _ ("Open Storm Lantern"), "tray.open");
}

/* The way round is there before the lantern knows that something fails. */
static void
append_reach (SlServiceMenu *self)
{
  if (sl_engine_get_practice (self->engine) == NULL)
    append_with_target (self->fallback.menu, _ ("Reach people another way"), "tray.show-fallback",
                        g_variant_new_string (""));
}

static void
update_fallback (SlServiceMenu *self)
{
  g_autoptr (GPtrArray) failing = list_failing (self);
  g_autoptr (GString) made_from = g_string_new (NULL);

  for (guint i = 0; i < failing->len; i++)
    {
      const SlAccountStatus *account = g_ptr_array_index (failing, i);

      g_string_append_printf (made_from, "%s\n%s\n", account->id, account->name);
    }
  if (!renew (&self->fallback, made_from->str))
    return;
  if (failing->len == 0)
    append_reach (self);
  else if (failing->len == 1)
    {
      const SlAccountStatus *account = g_ptr_array_index (failing, 0);

      append_with_target (self->fallback.menu, _ ("Show what to do"), "tray.show-fallback",
                          g_variant_new_string (account->id));
    }
  else
    {
      g_autoptr (GMenu) submenu = g_menu_new ();

      append_failing (submenu, failing);
      g_menu_append_submenu (self->fallback.menu, _ ("Show what to do"), G_MENU_MODEL (submenu));
    }
}

static void
append_account_line (GMenu *menu, const char *label, const char *action, const char *account_id)
{
  g_autofree char *escaped = escape_label (label);

  append_with_target (menu, escaped, action, g_variant_new_string (account_id));
}

/* One account's own lines; a practice only has the first. */
static void
append_account (SlServiceMenu *self, GMenu *menu, const SlAccountStatus *account)
{
  g_autoptr (GMenu) lines = g_menu_new ();
  g_autofree char *label = NULL;
  g_autofree char *escaped = NULL;

  /* Translators: the first is an account's name, the second its state, such as "Work: Outage" */
  label
      = g_strdup_printf (_ ("%s: %s"), account->name, sl_state_get_label (account->verdict->state));
  escaped = escape_label (label);
  append_account_line (lines, account->verdict->headline, "tray.show-fallback", account->id);
  if (account->secret_missing && sl_engine_get_secret_problem (self->engine) != NULL)
    append_account_line (lines, sl_engine_get_secret_problem (self->engine), "tray.show-fallback",
                         account->id);
  if (sl_engine_get_practice (self->engine) == NULL)
    {
      if (account->verdict->state != SL_STATE_PAUSED)
        append_account_line (lines, _ ("Check now"), "tray.check-account", account->id);
      if (account->muted_until == 0)
        append_account_line (lines, _ ("Mute this account"), "tray.mute", account->id);
      else
        append_account_line (lines, _ ("Unmute this account"), "tray.unmute", account->id);
    }
  g_menu_append_submenu (menu, escaped, G_MENU_MODEL (lines));
}

static char *
describe_accounts (SlServiceMenu *self, GPtrArray *accounts)
{
  const char *secret_problem = sl_engine_get_secret_problem (self->engine);
  GString    *text = g_string_new (secret_problem);

  for (guint i = 0; i < accounts->len; i++)
    {
      const SlAccountStatus *account = g_ptr_array_index (accounts, i);

      g_string_append_printf (text, "%s\n%s\n%s\n%d %d %d\n", account->id, account->name,
                              account->verdict->headline, account->verdict->state,
                              account->muted_until != 0, account->secret_missing);
    }
  return g_string_free (text, FALSE);
}

static void
update_accounts (SlServiceMenu *self)
{
  g_autoptr (GPtrArray) accounts = sl_watcher_list_accounts (sl_engine_get_watcher (self->engine));
  g_autofree char *made_from = describe_accounts (self, accounts);
  g_autoptr (GMenu) submenu = g_menu_new ();
  gboolean is_inline = accounts->len <= MOST_ACCOUNTS_INLINE;

  if (!renew (&self->accounts, made_from))
    return;
  for (guint i = 0; i < accounts->len; i++)
    append_account (self, is_inline ? self->accounts.menu : submenu,
                    g_ptr_array_index (accounts, i));
  if (!is_inline)
    g_menu_append_submenu (self->accounts.menu, _ ("Accounts"), G_MENU_MODEL (submenu));
}

static void
append_pause (GMenu *menu)
{
  g_autoptr (GMenu) submenu = g_menu_new ();

  append_with_target (submenu, _ ("1 hour"), "tray.pause", g_variant_new_uint32 (SECONDS_PER_HOUR));
  append_with_target (submenu, _ ("4 hours"), "tray.pause",
                      g_variant_new_uint32 (4 * SECONDS_PER_HOUR));
  g_menu_append (submenu, _ ("Until tomorrow"), "tray.pause-until-tomorrow");
  append_with_target (submenu, _ ("Until resumed"), "tray.pause", g_variant_new_uint32 (0));
  g_menu_append_submenu (menu, _ ("Pause"), G_MENU_MODEL (submenu));
}

/* A practice goes its way: it can be ended, but not be paused. */
static void
update_control (SlServiceMenu *self)
{
  gboolean practice = sl_engine_get_practice (self->engine) != NULL;
  gboolean paused = sl_watcher_get_paused_until (sl_engine_get_watcher (self->engine)) != 0;

  if (!renew (&self->control, paused ? "paused" : "watching"))
    return;
  if (paused)
    {
      g_menu_append (self->control.menu, _ ("Resume"), "tray.resume");
      return;
    }
  g_menu_append (self->control.menu, _ ("Check now"), "tray.check-now");
  if (!practice)
    append_pause (self->control.menu);
}

static void
update_program (SlServiceMenu *self)
{
  gboolean practice = sl_engine_get_practice (self->engine) != NULL;

  if (!renew (&self->program, ""))
    return;
  if (practice)
    {
      g_menu_append (self->program.menu, _ ("End the practice"), "tray.quit");
      return;
    }
  g_menu_append (self->program.menu, _ ("Practise an outage"), "tray.practise");
  g_menu_append (self->program.menu, _ ("Preferences"), "tray.preferences");
  g_menu_append (self->program.menu, _ ("Quit"), "tray.quit");
}

/**
 * sl_service_menu_new:
 * @engine: what the menu tells about
 *
 * Returns: (transfer full): the menu
 */
SlServiceMenu *
sl_service_menu_new (SlEngine *engine)
{
  SlServiceMenu *self = g_object_new (SL_TYPE_SERVICE_MENU, NULL);

  self->engine = g_object_ref (engine);
  sl_service_menu_update (self);
  return self;
}

/**
 * sl_service_menu_get_model:
 * @self: the menu
 *
 * Returns: (transfer none): the model; it changes with sl_service_menu_update()
 */
GMenuModel *
sl_service_menu_get_model (SlServiceMenu *self)
{
  return G_MENU_MODEL (self->model);
}

/**
 * sl_service_menu_update:
 * @self: the menu
 *
 * Brings the menu up to date with the watcher.
 */
void
sl_service_menu_update (SlServiceMenu *self)
{
  update_notice (self);
  update_headline (self);
  update_fallback (self);
  update_accounts (self);
  update_control (self);
  update_program (self);
}
