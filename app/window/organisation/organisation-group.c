/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "organisation-group.h"

#include "entry-text.h"
#include "moment-words.h"

#include <glib/gi18n-lib.h>

#define KEY_GROUP_CHARACTERS 4

struct _SlOrganisationGroup
{
  AdwPreferencesGroup parent_instance;
  SlPlanStore        *store;
  SlWatchClient      *client;
  char               *shown_address; /* nullable: what the plan had when the row was filled */
  AdwEntryRow        *address_row;
  AdwActionRow       *state_row;
  GtkSpinner         *spinner;
  GtkWidget          *refresh_button;
  GtkWidget          *remove_button;
  AdwActionRow       *key_row;
  GtkWidget          *forget_button;
  AdwActionRow       *file_row;
};

G_DEFINE_FINAL_TYPE (SlOrganisationGroup, sl_organisation_group, ADW_TYPE_PREFERENCES_GROUP)

/* Telling */

static void
tell (SlOrganisationGroup *self, AdwToast *toast)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (ADW_IS_PREFERENCES_WINDOW (root))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), toast);
}

static AdwToast *
create_toast (const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  return adw_toast_new (escaped);
}

/* The Rows */

static const char *
lookup (GVariant *organisation, const char *key)
{
  const char *text = NULL;

  if (organisation != NULL)
    g_variant_lookup (organisation, key, "&s", &text);
  return text;
}

static gboolean
lookup_flag (GVariant *organisation, const char *key)
{
  gboolean flag = FALSE;

  if (organisation != NULL)
    g_variant_lookup (organisation, key, "b", &flag);
  return flag;
}

static char *
describe_state (GVariant *organisation)
{
  const char      *problem = lookup (organisation, "problem");
  gint64           fetched = 0;
  g_autofree char *moment = NULL;
  g_autofree char *last = NULL;

  if (organisation == NULL)
    return g_strdup (_ ("The background service fetches it; it is not running."));
  g_variant_lookup (organisation, "fetched", "x", &fetched);
  if (fetched != 0)
    {
      moment = sl_moment_to_words (fetched, g_get_real_time () / G_USEC_PER_SEC);
      /* Translators: %s is a moment such as "09:12" or "yesterday 09:12". */
      last = g_strdup_printf (_ ("Last fetched %s"), moment);
    }
  if (problem != NULL)
    return last != NULL ? g_strdup_printf ("%s\n%s", problem, last) : g_strdup (problem);
  return last != NULL ? g_steal_pointer (&last) : g_strdup (_ ("Not fetched yet"));
}

static void
update_state (SlOrganisationGroup *self, GVariant *organisation)
{
  const char      *address = sl_plan_layers_get_address (sl_plan_store_get_layers (self->store));
  const char      *name = lookup (organisation, "name");
  gboolean         is_fetching = lookup_flag (organisation, "fetching");
  g_autofree char *state = describe_state (organisation);
  SlPlan          *own = sl_plan_layers_get_own (sl_plan_store_get_layers (self->store));

  gtk_widget_set_visible (GTK_WIDGET (self->state_row), address != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row),
                                 name != NULL ? name : address);
  adw_action_row_set_subtitle (self->state_row, state);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_fetching);
  gtk_spinner_set_spinning (self->spinner, is_fetching);
  gtk_widget_set_sensitive (self->refresh_button, organisation != NULL && !is_fetching);
  gtk_widget_set_visible (self->remove_button, sl_plan_get_organisation_address (own) != NULL);
}

/* In groups, so that two people can compare it over the telephone, and no hyphen comes in. */
static char *
group_key (const char *key)
{
  GString *grouped = g_string_new (NULL);

  for (guint i = 0; key[i] != '\0'; i++)
    g_string_append_printf (grouped, "%s%c", i > 0 && i % KEY_GROUP_CHARACTERS == 0 ? " " : "",
                            key[i]);
  return g_string_free (grouped, FALSE);
}

static void
update_key (SlOrganisationGroup *self, GVariant *organisation)
{
  const char      *key = lookup (organisation, "key");
  gboolean         is_given = lookup_flag (organisation, "key-given");
  gboolean         has_address = lookup (organisation, "address") != NULL;
  gint64           fetched = 0;
  const char      *title;
  g_autofree char *grouped = NULL;

  if (organisation != NULL)
    g_variant_lookup (organisation, "fetched", "x", &fetched);
  gtk_widget_set_visible (GTK_WIDGET (self->key_row), has_address && (key != NULL || fetched != 0));
  if (key == NULL)
    title = _ ("Not signed");
  else if (is_given)
    title = _ ("Must be signed with this key");
  else
    title = _ ("Signed with the key that was met first");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row), title);
  grouped = key != NULL ? group_key (key) : NULL;
  adw_action_row_set_subtitle (
      self->key_row,
      grouped != NULL ? grouped : _ ("Whoever controls the web server can change it."));
  gtk_widget_set_visible (self->forget_button, key != NULL && !is_given);
}

static void
update_file (SlOrganisationGroup *self)
{
  SlPlanLayers *layers = sl_plan_store_get_layers (self->store);
  const char   *path = sl_plan_layers_get_system_path (layers);
  const char   *problem = sl_plan_layers_get_system_problem (layers);

  gtk_widget_set_visible (GTK_WIDGET (self->file_row), path != NULL);
  if (path != NULL)
    adw_action_row_set_subtitle (self->file_row, problem != NULL ? problem : path);
}

/* What the user is typing is not overwritten by news of something else. */
static void
update_address (SlOrganisationGroup *self)
{
  SlPlan     *own = sl_plan_layers_get_own (sl_plan_store_get_layers (self->store));
  const char *address = sl_plan_get_organisation_address (own);

  if (g_strcmp0 (address, self->shown_address) == 0)
    return;
  g_free (self->shown_address);
  self->shown_address = g_strdup (address);
  gtk_editable_set_text (GTK_EDITABLE (self->address_row), address != NULL ? address : "");
}

static void
update (SlOrganisationGroup *self)
{
  SlPlanLayers *layers = sl_plan_store_get_layers (self->store);
  gboolean      is_set = sl_plan_layers_get_address (layers) != NULL
                    || sl_plan_layers_get_system_path (layers) != NULL;
  g_autoptr (GVariant) organisation = NULL;

  if (sl_watch_client_get_presence (self->client) == SL_WATCH_CLIENT_PRESENT)
    organisation = sl_dbus_watch_dup_organisation (sl_watch_client_get_proxy (self->client));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self),
      is_set ? _ ("What it manages is shown below your own and cannot be changed here.")
             : _ ("Your organisation can give you a plan: other ways to talk, and messages while "
                  "mail is down. Ask it for the address."));
  update_address (self);
  update_state (self, organisation);
  update_key (self, organisation);
  update_file (self);
}

/* What the User does */

static char *
get_address (SlOrganisationGroup *self)
{
  return sl_entry_text_dup (GTK_EDITABLE (self->address_row));
}

static void
on_address_changed (SlOrganisationGroup *self)
{
  g_autofree char *address = get_address (self);
  gboolean         is_wrong = *address != '\0' && !sl_organisation_address_is_valid (address);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->address_row),
                                 is_wrong ? _ ("The address must begin with https://")
                                          : _ ("Address of its plan"));
  sl_entry_text_mark (GTK_EDITABLE (self->address_row), is_wrong);
}

static void
on_address_applied (SlOrganisationGroup *self)
{
  g_autofree char *address = get_address (self);
  g_autoptr (GError) error = NULL;

  if (*address != '\0' && !sl_organisation_address_is_valid (address))
    return;
  /* Another address has another key. */
  if (!sl_plan_store_set_organisation_source (self->store, *address != '\0' ? address : NULL, NULL,
                                              &error))
    tell (self, create_toast (error->message));
}

static void
on_refresh_clicked (SlOrganisationGroup *self)
{
  sl_watch_client_call (self->client, "RefreshOrganisation", g_variant_new ("()"), NULL);
}

static void
on_forget_clicked (SlOrganisationGroup *self)
{
  sl_watch_client_call (self->client, "ForgetOrganisationKey", g_variant_new ("()"), NULL);
}

static void
on_undo_clicked (SlOrganisationGroup *self, AdwToast *toast)
{
  const char *address = g_object_get_data (G_OBJECT (toast), "address");
  const char *key = g_object_get_data (G_OBJECT (toast), "key");
  g_autoptr (GError) error = NULL;

  if (!sl_plan_store_set_organisation_source (self->store, address, key, &error))
    tell (self, create_toast (error->message));
}

static void
on_remove_clicked (SlOrganisationGroup *self)
{
  SlPlan          *own = sl_plan_layers_get_own (sl_plan_store_get_layers (self->store));
  g_autofree char *address = g_strdup (sl_plan_get_organisation_address (own));
  g_autofree char *key = g_strdup (sl_plan_get_organisation_key (own));
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  if (!sl_plan_store_set_organisation_source (self->store, NULL, NULL, &error))
    {
      tell (self, create_toast (error->message));
      return;
    }
  toast = create_toast (_ ("The organisation's plan is removed."));
  adw_toast_set_button_label (toast, _ ("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "address", g_steal_pointer (&address), g_free);
  g_object_set_data_full (G_OBJECT (toast), "key", g_steal_pointer (&key), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_undo_clicked), self,
                           G_CONNECT_SWAPPED);
  tell (self, toast);
}

/* Object */

static void
sl_organisation_group_dispose (GObject *object)
{
  SlOrganisationGroup *self = SL_ORGANISATION_GROUP (object);

  g_clear_object (&self->store);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (sl_organisation_group_parent_class)->dispose (object);
}

static void
sl_organisation_group_finalize (GObject *object)
{
  g_free (SL_ORGANISATION_GROUP (object)->shown_address);
  G_OBJECT_CLASS (sl_organisation_group_parent_class)->finalize (object);
}

static void
sl_organisation_group_class_init (SlOrganisationGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_organisation_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_organisation_group_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/organisation-group.ui");
  gtk_widget_class_bind_template_child (widget_class, SlOrganisationGroup, address_row);
  gtk_widget_class_bind_template_child (widget_class, SlOrganisationGroup, state_row);
  gtk_widget_class_bind_template_child (widget_class, SlOrganisationGroup, spinner);
  gtk_widget_class_bind_template_child (widget_class, SlOrganisationGroup, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, SlOrganisationGroup, remove_button);
  gtk_widget_class_bind_template_child (widget_class, SlOrganisationGroup, key_row);
  gtk_widget_class_bind_template_child (widget_class, SlOrganisationGroup, forget_button);
  gtk_widget_class_bind_template_child (widget_class, SlOrganisationGroup, file_row);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_address_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_refresh_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_forget_clicked);
}

static void
sl_organisation_group_init (SlOrganisationGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_organisation_group_follow:
 * @self: a group
 * @store: the plan
 * @client: the user's service
 *
 * Shows how it stands, from now on.
 */
void
sl_organisation_group_follow (SlOrganisationGroup *self, SlPlanStore *store, SlWatchClient *client)
{
  g_return_if_fail (SL_IS_ORGANISATION_GROUP (self) && self->store == NULL);

  self->store = g_object_ref (store);
  self->client = g_object_ref (client);
  g_signal_connect_object (store, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
