/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "status-page-editor.h"

#include "entry-text.h"
#include "health-words.h"
#include "own-providers.h"
#include "page-search.h"
#include "page-title.h"
#include "part-chooser.h"
#include "status-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SlStatusPageEditor
{
  GtkBox         parent_instance;
  SlPlanStore   *store;
  SlWatchClient *client;
  SlAccount     *account; /* nullable: the account that is edited */
  SlStatusPage  *edited;  /* nullable: its page, as it is in its file */
  GCancellable  *search;  /* nullable: a search is under way */
  char          *url;     /* nullable: where the found feed is */
  char          *page_url;
  GtkWidget     *back_button;
  GtkWidget     *save_button;
  GtkEditable   *address_row;
  GtkWidget     *find_button;
  GtkWidget     *progress;
  GtkLabel      *progress_label;
  GtkWidget     *hint_box;
  GtkLabel      *hint;
  GtkWidget     *found;
  GtkLabel      *found_label;
  GtkEditable   *name_row;
  SlPartChooser *parts;
};

enum
{
  SIGNAL_SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlStatusPageEditor, sl_status_page_editor, GTK_TYPE_BOX)

static void
tell (SlStatusPageEditor *self, const char *sentence)
{
  gtk_label_set_text (self->hint, sentence);
  gtk_widget_set_visible (self->hint_box, *sentence != '\0');
}

/* What can be done now: search, wait, or save what was found. */
static void
update (SlStatusPageEditor *self)
{
  g_autofree char *address = sl_entry_text_dup (self->address_row);
  gboolean         searching = self->search != NULL;

  gtk_widget_set_visible (self->progress, searching);
  gtk_widget_set_visible (self->find_button, !searching && self->url == NULL);
  gtk_widget_set_sensitive (self->find_button, *address != '\0');
  gtk_widget_set_visible (self->found, self->url != NULL);
  gtk_widget_set_sensitive (self->save_button, self->url != NULL && !searching);
}

/* Searching */

static void
show_found (SlStatusPageEditor *self, GVariant *page)
{
  g_autoptr (GVariant) parts
      = g_variant_lookup_value (page, "components", G_VARIANT_TYPE ("aa{sv}"));
  g_autoptr (GVariant) none = g_variant_ref_sink (g_variant_new ("aa{sv}", NULL));
  g_autofree char *words = NULL;
  const char      *name = "", *platform = "", *reason = NULL;
  const char      *state = sl_health_words_get_sentence (sl_health_words_lookup (page, "state"));

  g_variant_lookup (page, "page", "&s", &name);
  g_variant_lookup (page, "platform", "&s", &platform);
  g_variant_lookup (page, "reason", "&s", &reason);
  /* Translators: the first %s is a kind of status page, such as "statuspage", the second a whole
   * sentence on what it says now. */
  words = g_strdup_printf (_ ("Found, and it can be read (%s). %s"), platform,
                           reason != NULL ? reason : state);
  gtk_label_set_text (self->found_label, words);
  if (*gtk_editable_get_text (self->name_row) == '\0')
    gtk_editable_set_text (self->name_row, name);
  sl_part_chooser_set_parts (self->parts, parts != NULL ? parts : none,
                             self->edited != NULL ? (const char *const *) self->edited->components
                                                  : NULL);
}

static void
take_page (SlStatusPageEditor *self, GVariant *page)
{
  g_free (self->url);
  g_free (self->page_url);
  self->url = NULL;
  self->page_url = NULL;
  g_variant_lookup (page, "url", "s", &self->url);
  g_variant_lookup (page, "page-url", "s", &self->page_url);
  if (self->url == NULL)
    {
      tell (self, _ ("The background service is of another version; sign out and in again."));
      return;
    }
  if (self->page_url == NULL)
    self->page_url = g_strdup (self->url);
  tell (self, "");
  show_found (self, page);
}

static void
on_search_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SlStatusPageEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) page = sl_page_search_finish (result, &error);

  /* Another search began, the user cancelled, or the window is gone. */
  if (self->search == NULL || g_task_get_cancellable (G_TASK (result)) != self->search)
    return;
  g_clear_object (&self->search);
  if (page != NULL)
    take_page (self, page);
  else
    tell (self, error->message);
  update (self);
  if (page != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}

static void
stop_search (SlStatusPageEditor *self)
{
  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
}

static void
on_find_clicked (SlStatusPageEditor *self)
{
  g_autofree char *address = sl_entry_text_dup (self->address_row);
  g_autofree char *words = NULL;

  if (*address == '\0')
    return;
  stop_search (self);
  tell (self, "");
  self->search = g_cancellable_new ();
  /* Translators: %s is an address that the user typed. */
  words
      = g_strdup_printf (_ ("Looking for the status page at %s. This may take a minute."), address);
  gtk_label_set_text (self->progress_label, words);
  sl_page_search_async (self->client, address, self->search, on_search_ready, g_object_ref (self));
  update (self);
}

static void
on_cancel_clicked (SlStatusPageEditor *self)
{
  stop_search (self);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
}

/* What was found at another address says nothing about this one. */
static void
on_address_changed (SlStatusPageEditor *self)
{
  stop_search (self);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->page_url, g_free);
  tell (self, "");
  update (self);
}

/* Saving */

static char *
make_id (SlStatusPageEditor *self, const char *name)
{
  return sl_status_page_make_id (sl_plan_store_get_plan (self->store),
                                 sl_plan_store_get_catalogue (self->store), name);
}

static char *
choose_name (SlStatusPageEditor *self)
{
  g_autofree char *typed = sl_entry_text_dup (self->name_row);
  g_autoptr (GUri) page = NULL;

  if (*typed != '\0')
    return g_steal_pointer (&typed);
  page = g_uri_parse (self->page_url, G_URI_FLAGS_ENCODED, NULL);
  return g_strdup (page != NULL && g_uri_get_host (page) != NULL ? g_uri_get_host (page)
                                                                 : self->page_url);
}

static SlAccount *
create_account (SlStatusPageEditor *self, const SlStatusPage *page)
{
  SlAccount *account = self->account != NULL ? sl_account_copy (self->account)
                                             : sl_account_new (page->id, page->name);

  g_free (account->name);
  g_free (account->provider);
  account->name = g_strdup (page->name);
  account->provider = g_strdup (page->id);
  return account;
}

static gboolean
save (SlStatusPageEditor *self, const SlStatusPage *page, const SlAccount *account, GError **error)
{
  if (!sl_status_page_save (page, error))
    return FALSE;
  sl_provider_catalogue_take_new_files (sl_plan_store_get_catalogue (self->store));
  if (sl_plan_store_set_account (self->store, account, error))
    return TRUE;
  /* Nothing is left half-done: without its account a new file is of no use. */
  if (self->edited == NULL)
    sl_own_providers_remove (page->id, NULL);
  return FALSE;
}

static void
on_save_clicked (SlStatusPageEditor *self)
{
  g_auto (GStrv) chosen = sl_part_chooser_get_chosen (self->parts);
  g_autofree char *name = choose_name (self);
  g_autofree char *id = self->edited != NULL ? g_strdup (self->edited->id) : make_id (self, name);
  g_autoptr (SlStatusPage) page
      = sl_status_page_new (id, name, self->url, self->page_url, (const char *const *) chosen);
  g_autoptr (SlAccount) account = create_account (self, page);
  g_autoptr (GError) error = NULL;

  if (!save (self, page, account, &error))
    {
      tell (self, error->message);
      return;
    }
  sl_watch_client_introduce (self->client, account->id, NULL);
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, account->id);
}

/* Object */

static void
sl_status_page_editor_dispose (GObject *object)
{
  SlStatusPageEditor *self = SL_STATUS_PAGE_EDITOR (object);

  stop_search (self);
  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_pointer (&self->account, sl_account_free);
  g_clear_pointer (&self->edited, sl_status_page_free);
  G_OBJECT_CLASS (sl_status_page_editor_parent_class)->dispose (object);
}

static void
sl_status_page_editor_finalize (GObject *object)
{
  SlStatusPageEditor *self = SL_STATUS_PAGE_EDITOR (object);

  g_free (self->url);
  g_free (self->page_url);
  G_OBJECT_CLASS (sl_status_page_editor_parent_class)->finalize (object);
}

static gboolean
sl_status_page_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SL_STATUS_PAGE_EDITOR (widget)->address_row));
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SlStatusPageEditor, back_button);
  gtk_widget_class_bind_template_child (widget_class, SlStatusPageEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, SlStatusPageEditor, address_row);
  gtk_widget_class_bind_template_child (widget_class, SlStatusPageEditor, find_button);
  gtk_widget_class_bind_template_child (widget_class, SlStatusPageEditor, progress);
  gtk_widget_class_bind_template_child (widget_class, SlStatusPageEditor, progress_label);
  gtk_widget_class_bind_template_child (widget_class, SlStatusPageEditor, hint_box);
  gtk_widget_class_bind_template_child (widget_class, SlStatusPageEditor, hint);
  gtk_widget_class_bind_template_child (widget_class, SlStatusPageEditor, found);
  gtk_widget_class_bind_template_child (widget_class, SlStatusPageEditor, found_label);
  gtk_widget_class_bind_template_child (widget_class, SlStatusPageEditor, name_row);
  gtk_widget_class_bind_template_child (widget_class, SlStatusPageEditor, parts);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_find_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static void
sl_status_page_editor_class_init (SlStatusPageEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sl_status_page_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = sl_status_page_editor_finalize;
  widget_class->grab_focus = sl_status_page_editor_grab_focus;
  g_type_ensure (SL_TYPE_PART_CHOOSER);
  g_type_ensure (SL_TYPE_PAGE_TITLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/status-page-editor.ui");
  bind_children (widget_class);

  signals[SIGNAL_SAVED] = g_signal_new ("saved", SL_TYPE_STATUS_PAGE_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sl_status_page_editor_init (SlStatusPageEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* A long word of another language is not to make the window wider than a phone. */
}

static void
fill_in (SlStatusPageEditor *self)
{
  gtk_button_set_label (GTK_BUTTON (self->save_button), _ ("Save"));
  gtk_editable_set_text (self->name_row, self->account->name);
  gtk_editable_set_text (self->address_row, self->edited->page_url);
  on_find_clicked (self);
}

static SlStatusPage *
load_page (SlPlanStore *store, const char *account_id)
{
  SlAccount *account = sl_plan_get_account (sl_plan_store_get_plan (store), account_id);

  if (account == NULL || account->provider == NULL || account->servers->len > 0
      || account->address != NULL)
    return NULL;
  return sl_status_page_load (sl_plan_store_get_catalogue (store), account->provider);
}

/**
 * sl_status_page_editor_can_edit:
 * @store: the plan
 * @account_id: an account's id
 *
 * Returns: whether the account is nothing but a status page that was chosen here
 */
gboolean
sl_status_page_editor_can_edit (SlPlanStore *store, const char *account_id)
{
  g_autoptr (SlStatusPage) page = load_page (store, account_id);

  return page != NULL;
}

/**
 * sl_status_page_editor_new:
 * @store: the plan
 * @client: the service, which looks for the page
 * @account_id: (nullable): the account to change, one that can be edited here; %NULL to add one
 *
 * Returns: (transfer floating): an editor
 */
GtkWidget *
sl_status_page_editor_new (SlPlanStore *store, SlWatchClient *client, const char *account_id)
{
  SlStatusPageEditor *self = g_object_new (SL_TYPE_STATUS_PAGE_EDITOR, NULL);

  self->store = g_object_ref (store);
  self->client = g_object_ref (client);
  update (self);
  if (account_id == NULL)
    return GTK_WIDGET (self);
  self->edited = load_page (store, account_id);
  self->account
      = sl_account_copy (sl_plan_get_account (sl_plan_store_get_plan (store), account_id));
  fill_in (self);
  return GTK_WIDGET (self);
}
