/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "wrap-layout.h"

/**
 * SlWrapLayout:
 *
 * Puts children beside each other, each as wide as it likes to be, and begins a new line where the
 * width is used up, as words do. In place of AdwWrapBox, which came with libadwaita 1.7.
 */
struct _SlWrapLayout
{
  GtkLayoutManager parent_instance;
};

#define SPACING 12     /* px between the children of a line */
#define LINE_SPACING 6 /* px between lines */

G_DEFINE_FINAL_TYPE (SlWrapLayout, sl_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Children that follow each other in one line. */
typedef struct
{
  GtkWidget *first;
  GtkWidget *end; /* nullable: the child that begins the next line */
  int        height;
} Line;

static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
get_first (GtkWidget *widget)
{
  return skip_hidden (gtk_widget_get_first_child (widget));
}

static GtkWidget *
get_next (GtkWidget *child)
{
  return skip_hidden (gtk_widget_get_next_sibling (child));
}

static int
get_child_width (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, width));
}

static int
get_child_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, get_child_width (child, width), NULL,
                      &natural, NULL, NULL);
  return natural;
}

static Line
take_line (GtkWidget *first, int width)
{
  Line line = { .first = first, .end = first };
  int  used = 0;

  while (line.end != NULL)
    {
      int child_width = get_child_width (line.end, width);

      if (line.end != first && used + SPACING + child_width > width)
        break;
      used += child_width + (line.end != first ? SPACING : 0);
      line.height = MAX (line.height, get_child_height (line.end, width));
      line.end = get_next (line.end);
    }
  return line;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = get_first (widget); child != NULL; child = get_next (child))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? SPACING : 0);
    }
}

static int
measure_height (GtkWidget *widget, int width)
{
  GtkWidget *child = get_first (widget);
  int        height = 0;

  while (child != NULL)
    {
      Line line = take_line (child, width);

      height += line.height + (height > 0 ? LINE_SPACING : 0);
      child = line.end;
    }
  return height;
}

static GtkSizeRequestMode
get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure (GtkLayoutManager *manager,
         GtkWidget        *widget,
         GtkOrientation    orientation,
         int               for_size,
         int              *minimum,
         int              *natural,
         int              *minimum_baseline,
         int              *natural_baseline)
{
  int narrowest = 0, widest = 0;

  *minimum = *natural = 0;
  measure_width (widget, &narrowest, &widest);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = narrowest;
      *natural = widest;
    }
  else
    *minimum = *natural = measure_height (widget, for_size >= 0 ? for_size : widest);
}

static void
allocate_line (const Line *line, GtkWidget *widget, int width, int y)
{
  gboolean right_to_left = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int      x = 0;

  for (GtkWidget *child = line->first; child != line->end; child = get_next (child))
    {
      int                 child_width = get_child_width (child, width);
      const GtkAllocation place
          = { right_to_left ? width - x - child_width : x, y, child_width, line->height };

      gtk_widget_size_allocate (child, &place, -1);
      x += child_width + SPACING;
    }
}

static void
allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = get_first (widget);
  int        y = 0;

  while (child != NULL)
    {
      Line line = take_line (child, width);

      allocate_line (&line, widget, width, y);
      y += line.height + LINE_SPACING;
      child = line.end;
    }
}

static void
sl_wrap_layout_class_init (SlWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = get_request_mode;
  manager_class->measure = measure;
  manager_class->allocate = allocate;
}

static void
sl_wrap_layout_init (SlWrapLayout *self)
{
}
