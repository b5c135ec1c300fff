/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "reorder-list.h"

#include <glib/gi18n-lib.h>

#define KEY_ID "reorder-id"

struct _SlReorderList
{
  GtkBox      parent_instance;
  GtkListBox *list;
  GtkLabel   *status;
  char       *moved_id; /* nullable: the row that gets the focus when it comes back */
};

enum
{
  SIGNAL_MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SlReorderList, sl_reorder_list, GTK_TYPE_BOX)

static const char *
get_id (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), KEY_ID) : NULL;
}

/* The rows that can be moved come first. */
static guint
count_movable (SlReorderList *self)
{
  guint n_rows = 0;

  while (get_id (gtk_list_box_get_row_at_index (self->list, (int) n_rows)) != NULL)
    n_rows++;
  return n_rows;
}

static void
announce (SlReorderList *self, GtkListBoxRow *row, guint position, guint n_rows)
{
  g_autofree char *text = g_strdup_printf (
      /* Translators: %1$s is a channel or an account, %2$u its place, %3$u how many there are. */
      _ ("%1$s is now number %2$u of %3$u."),
      adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), position + 1, n_rows);

  gtk_label_set_text (self->status, text);
  gtk_widget_set_visible (GTK_WIDGET (self->status), TRUE);
}

static void
move (SlReorderList *self, GtkListBoxRow *row, guint position)
{
  guint            n_rows = count_movable (self);
  g_autofree char *id = g_strdup (get_id (row));

  if (id == NULL || position >= n_rows || (guint) gtk_list_box_row_get_index (row) == position)
    return;
  announce (self, row, position, n_rows);
  g_free (self->moved_id);
  self->moved_id = g_strdup (id);
  g_signal_emit (self, signals[SIGNAL_MOVED], 0, id, position);
}

/* Keyboard */

static GtkListBoxRow *
find_focused_row (SlReorderList *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  return row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self->list))
             ? GTK_LIST_BOX_ROW (row)
             : NULL;
}

static gboolean
on_move_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SlReorderList *self = SL_REORDER_LIST (widget);
  GtkListBoxRow *row = find_focused_row (self);
  int            index = row != NULL ? gtk_list_box_row_get_index (row) : -1;
  int            target = index + g_variant_get_int32 (arguments);

  if (row == NULL)
    return FALSE;
  if (target >= 0)
    move (self, row, (guint) target);
  return TRUE;
}

/* Dragging */

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, GtkWidget *row)
{
  return gdk_content_provider_new_typed (GTK_TYPE_LIST_BOX_ROW, row);
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, GtkWidget *row)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

/* Where the row comes to stand: the places behind it have moved up by one when it was taken out. */
static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, SlReorderList *self)
{
  GtkWidget     *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  GtkListBoxRow *dragged = g_value_get_object (value);
  int            from, to;

  if (dragged == NULL || !gtk_widget_is_ancestor (GTK_WIDGET (dragged), GTK_WIDGET (self->list)))
    return FALSE;
  from = gtk_list_box_row_get_index (dragged);
  to = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  if (y > gtk_widget_get_height (row) / 2.0)
    to++;
  if (from < to)
    to--;
  move (self, dragged, (guint) to);
  return TRUE;
}

static void
make_draggable (SlReorderList *self, AdwActionRow *row)
{
  GtkWidget     *handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (GTK_TYPE_LIST_BOX_ROW, GDK_ACTION_MOVE);

  gtk_widget_set_tooltip_text (handle,
                               _ ("Drag, or press Alt+Up or Alt+Down, to change the order"));
  gtk_widget_add_css_class (handle, "drag-handle");
  gtk_widget_set_cursor_from_name (handle, "grab");
  adw_action_row_add_prefix (row, handle);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare), row);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), row);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (row), GTK_EVENT_CONTROLLER (target));
}

/* Object */

static void
sl_reorder_list_finalize (GObject *object)
{
  g_clear_pointer (&SL_REORDER_LIST (object)->moved_id, g_free);
  G_OBJECT_CLASS (sl_reorder_list_parent_class)->finalize (object);
}

static gboolean
sl_reorder_list_grab_focus (GtkWidget *widget)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (SL_REORDER_LIST (widget)->list, 0);

  return first != NULL && gtk_widget_grab_focus (GTK_WIDGET (first));
}

static void
sl_reorder_list_class_init (SlReorderListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sl_reorder_list_finalize;
  widget_class->grab_focus = sl_reorder_list_grab_focus;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/reorder-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SlReorderList, list);
  gtk_widget_class_bind_template_child (widget_class, SlReorderList, status);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, on_move_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Up, GDK_ALT_MASK, on_move_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, on_move_key, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Down, GDK_ALT_MASK, on_move_key, "i", 1);

  signals[SIGNAL_MOVED] = g_signal_new ("moved", SL_TYPE_REORDER_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
}

static void
sl_reorder_list_init (SlReorderList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sl_reorder_list_clear:
 * @self: a list
 *
 * Takes all rows out.
 */
void
sl_reorder_list_clear (SlReorderList *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

/**
 * sl_reorder_list_append:
 * @self: a list
 * @row: (transfer floating): added at the end
 * @id: what it is called in #SlReorderList::moved
 */
void
sl_reorder_list_append (SlReorderList *self, AdwActionRow *row, const char *id)
{
  g_object_set_data_full (G_OBJECT (row), KEY_ID, g_strdup (id), g_free);
  make_draggable (self, row);
  gtk_list_box_append (self->list, GTK_WIDGET (row));
  if (g_strcmp0 (id, self->moved_id) == 0)
    {
      gtk_widget_grab_focus (GTK_WIDGET (row));
      g_clear_pointer (&self->moved_id, g_free);
    }
}

/**
 * sl_reorder_list_append_fixed:
 * @self: a list
 * @row: (transfer floating): added at the end; no row that can be moved may follow it
 */
void
sl_reorder_list_append_fixed (SlReorderList *self, GtkWidget *row)
{
  gtk_list_box_append (self->list, row);
}

/**
 * sl_reorder_list_set_label:
 * @self: a list
 * @label: what it lists, for a screen reader
 */
void
sl_reorder_list_set_label (SlReorderList *self, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}
