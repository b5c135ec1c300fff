/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "page-stack.h"

struct _SlPageStack
{
  GObject     parent_instance;
  AdwLeaflet *leaflet; /* unowned: it lives as long as the window */
  GPtrArray  *path; /* (element-type GtkWidget) unowned: the first page first, the shown one last */
  gboolean
      moving; /* the leaflet is being told; it ends a running slide first, with notifications */
};

G_DEFINE_FINAL_TYPE (SlPageStack, sl_page_stack, G_TYPE_OBJECT)

static GtkWidget *
find_stale_page (SlPageStack *self)
{
  g_autoptr (GtkSelectionModel) pages = adw_leaflet_get_pages (self->leaflet);
  guint n_pages = g_list_model_get_n_items (G_LIST_MODEL (pages));

  for (guint i = 0; i < n_pages; i++)
    {
      g_autoptr (AdwLeafletPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);
      GtkWidget *child = adw_leaflet_page_get_child (page);

      if (!g_ptr_array_find (self->path, child, NULL))
        return child;
    }
  return NULL;
}

static void
tidy (SlPageStack *self)
{
  GtkWidget *stale;

  if (self->moving || adw_leaflet_get_child_transition_running (self->leaflet))
    return;
  while ((stale = find_stale_page (self)) != NULL)
    adw_leaflet_remove (self->leaflet, stale);
}

static void
show_last (SlPageStack *self)
{
  self->moving = TRUE;
  adw_leaflet_set_visible_child (self->leaflet, sl_page_stack_get_page (self));
  self->moving = FALSE;
  tidy (self);
}

/* Left to itself the focus stays in the page that goes, or in the menu that opened it, where no key
 * finds anybody. */
static void
focus_last (SlPageStack *self)
{
  GtkWidget *page = sl_page_stack_get_page (self);

  if (!gtk_widget_grab_focus (page))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

/* A swipe goes back without asking anybody. */
static void
on_visible_child_changed (SlPageStack *self)
{
  guint position;

  if (self->moving)
    return;
  if (g_ptr_array_find (self->path, adw_leaflet_get_visible_child (self->leaflet), &position))
    g_ptr_array_set_size (self->path, position + 1);
  else
    show_last (self);
}

static void
sl_page_stack_finalize (GObject *object)
{
  g_ptr_array_unref (SL_PAGE_STACK (object)->path);
  G_OBJECT_CLASS (sl_page_stack_parent_class)->finalize (object);
}

static void
sl_page_stack_class_init (SlPageStackClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sl_page_stack_finalize;
}

static void
sl_page_stack_init (SlPageStack *self)
{
  self->path = g_ptr_array_new ();
}

/**
 * sl_page_stack_new:
 * @leaflet: a leaflet that holds @first only
 * @first: the page that is always there
 *
 * Returns: (transfer full): a stack that shows @first
 */
SlPageStack *
sl_page_stack_new (AdwLeaflet *leaflet, GtkWidget *first)
{
  SlPageStack *self = g_object_new (SL_TYPE_PAGE_STACK, NULL);

  self->leaflet = leaflet;
  g_ptr_array_add (self->path, first);
  g_signal_connect_object (leaflet, "notify::child-transition-running", G_CALLBACK (tidy), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (leaflet, "notify::visible-child", G_CALLBACK (on_visible_child_changed),
                           self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * sl_page_stack_get_page:
 * @self: a stack
 *
 * Returns: (transfer none): the page that is shown or slides in
 */
GtkWidget *
sl_page_stack_get_page (SlPageStack *self)
{
  return g_ptr_array_index (self->path, self->path->len - 1);
}

static void
add_after (SlPageStack *self, GtkWidget *page, GtkWidget *sibling)
{
  adw_leaflet_insert_child_after (self->leaflet, page, sibling);
  g_ptr_array_add (self->path, page);
  show_last (self);
  gtk_widget_grab_focus (page);
}

/**
 * sl_page_stack_push:
 * @self: a stack
 * @page: (transfer floating): shown next; the way back leads to the page before it
 */
void
sl_page_stack_push (SlPageStack *self, GtkWidget *page)
{
  add_after (self, page, sl_page_stack_get_page (self));
}

/**
 * sl_page_stack_replace:
 * @self: a stack
 * @page: (transfer floating): shown in place of the shown page, which has done its work
 */
void
sl_page_stack_replace (SlPageStack *self, GtkWidget *page)
{
  GtkWidget *done = sl_page_stack_get_page (self);

  if (self->path->len > 1)
    g_ptr_array_set_size (self->path, self->path->len - 1);
  add_after (self, page, done);
}

/**
 * sl_page_stack_restart:
 * @self: a stack
 * @page: (transfer floating) (nullable): shown next, after the first page; %NULL: the first page
 */
void
sl_page_stack_restart (SlPageStack *self, GtkWidget *page)
{
  GtkWidget *left = sl_page_stack_get_page (self);

  g_ptr_array_set_size (self->path, 1);
  if (page != NULL)
    add_after (self, page, left);
  else
    {
      show_last (self);
      focus_last (self);
    }
}

/**
 * sl_page_stack_go_back:
 * @self: a stack
 *
 * Shows the page before, if there is one.
 */
void
sl_page_stack_go_back (SlPageStack *self)
{
  if (self->path->len > 1)
    g_ptr_array_set_size (self->path, self->path->len - 1);
  show_last (self);
  focus_last (self);
}
