/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tests"

#include "layout-check.h"

#include <adwaita.h>

/* What an eye finds in a picture at once, found in every picture that is taken: texts that are cut
 * or drawn over, and what is too small for a thumb. */

#define NORMAL_TEXT_DPI 96
#define SMALLEST_TARGET 44 /* px, high and wide: what a thumb hits */

static void
complain (GtkWidget *widget, const char *what)
{
  g_test_fail_printf ("%s: %s", G_OBJECT_TYPE_NAME (widget), what);
}

static gboolean
is_in_toast (GtkWidget *widget)
{
  while (widget != NULL && !g_str_equal (gtk_widget_get_css_name (widget), "toast"))
    widget = gtk_widget_get_parent (widget);
  return widget != NULL;
}

/* The toolkit's passing notices have one line. An address or a list may end in "…" where it only
 * helps to tell one row from another. The title of a row to type into cannot go on in a second
 * line; with large text its end may be missing. */
static gboolean
may_be_cut (GtkWidget *label)
{
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  if (is_in_toast (label))
    return TRUE;
  if (gtk_widget_get_ancestor (label, ADW_TYPE_ENTRY_ROW) != NULL)
    return dpi > NORMAL_TEXT_DPI * PANGO_SCALE;
  return gtk_widget_has_css_class (label, "subtitle")
         && gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW) != NULL;
}

static void
check_label (GtkWidget *widget)
{
  GtkLabel        *label = GTK_LABEL (widget);
  PangoLayout     *layout = gtk_label_get_layout (label);
  g_autofree char *what = NULL;
  int              needed;

  pango_layout_get_pixel_size (layout, NULL, &needed);
  if (needed > gtk_widget_get_height (widget))
    what = g_strdup_printf ("“%s” is %d px high and has %d px", gtk_label_get_text (label), needed,
                            gtk_widget_get_height (widget));
  else if (pango_layout_is_ellipsized (layout) && !may_be_cut (widget))
    what = g_strdup_printf ("“%s” is cut", gtk_label_get_text (label));
  if (what != NULL)
    complain (widget, what);
}

/* The toolkit's own small buttons: those of header bars, passing notices and numbers; a row to type
 * into is hit as a whole. */
static gboolean
may_be_small (GtkWidget *button)
{
  for (GtkWidget *parent = gtk_widget_get_parent (button); parent != NULL;
       parent = gtk_widget_get_parent (parent))
    if (ADW_IS_HEADER_BAR (parent) || GTK_IS_SPIN_BUTTON (parent) || ADW_IS_ENTRY_ROW (parent))
      return TRUE;
  return is_in_toast (button);
}

static const char *
name_button (GtkButton *button)
{
  const char *label = gtk_button_get_label (button);

  return label != NULL ? label : gtk_widget_get_tooltip_text (GTK_WIDGET (button));
}

static void
check_target (GtkWidget *widget)
{
  int              width = gtk_widget_get_allocated_width (widget);
  int              height = gtk_widget_get_allocated_height (widget);
  g_autofree char *what = g_strdup_printf ("“%s” is %d px wide and %d px high",
                                           name_button (GTK_BUTTON (widget)), width, height);

  if ((width < SMALLEST_TARGET || height < SMALLEST_TARGET) && !may_be_small (widget))
    complain (widget, what);
}

/* What leaves the box that it is in is drawn over what comes after it. */
static void
check_place (GtkWidget *widget)
{
  GtkWidget       *box = gtk_widget_get_parent (widget);
  g_autofree char *what = NULL;
  graphene_rect_t  bounds;

  if (!GTK_IS_BOX (box) || ADW_IS_HEADER_BAR (widget) /* its style lets it reach over the edge */
      || !gtk_widget_compute_bounds (widget, box, &bounds))
    return;
  if (bounds.origin.x + bounds.size.width <= gtk_widget_get_width (box)
      && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (box))
    return;
  what = g_strdup_printf ("it ends at %g × %g of a box of %d × %d px",
                          bounds.origin.x + bounds.size.width, bounds.origin.y + bounds.size.height,
                          gtk_widget_get_width (box), gtk_widget_get_height (box));
  complain (widget, what);
}

static void
check_widget (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget))
    return;
  check_place (widget);
  if (GTK_IS_LABEL (widget))
    check_label (widget);
  if (GTK_IS_BUTTON (widget))
    check_target (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_widget (child);
}

static GtkWidget *
find_by_css_name (GtkWidget *widget, const char *name)
{
  if (!gtk_widget_get_mapped (widget) || g_str_equal (gtk_widget_get_css_name (widget), name))
    return gtk_widget_get_mapped (widget) ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_by_css_name (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What is passing must not hide the button that is wanted next. */
static void
check_toast (GtkWidget *window)
{
  GtkWidget      *toast = find_by_css_name (window, "toast");
  GtkWidget      *bar = find_by_css_name (window, "actionbar");
  graphene_rect_t toast_bounds, bar_bounds;

  if (toast == NULL || bar == NULL || !gtk_widget_compute_bounds (toast, window, &toast_bounds)
      || !gtk_widget_compute_bounds (bar, window, &bar_bounds))
    return;
  if (graphene_rect_intersection (&toast_bounds, &bar_bounds, NULL))
    complain (toast, "it hides the bar at the bottom");
}

/* Every text that the window shows is there in full, and every button can be hit by a thumb. */
void
layout_check (GtkWidget *window)
{
  check_widget (window);
  check_toast (window);
}
