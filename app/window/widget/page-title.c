/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "page-title.h"

struct _SlPageTitle
{
  GtkWidget parent_instance;
  GtkLabel *title;
  GtkLabel *subtitle;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_SUBTITLE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SlPageTitle, sl_page_title, GTK_TYPE_WIDGET)

static void
sl_page_title_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  SlPageTitle *self = SL_PAGE_TITLE (object);

  switch (property_id)
    {
    case PROP_TITLE:
      sl_page_title_set_title (self, g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      sl_page_title_set_subtitle (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sl_page_title_dispose (GObject *object)
{
  SlPageTitle *self = SL_PAGE_TITLE (object);

  g_clear_pointer ((GtkWidget **) &self->title, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->subtitle, gtk_widget_unparent);
  G_OBJECT_CLASS (sl_page_title_parent_class)->dispose (object);
}

static void
sl_page_title_class_init (SlPageTitleClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = sl_page_title_set_property;
  object_class->dispose = sl_page_title_dispose;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/stormlantern/StormLantern/ui/page-title.ui");
  gtk_widget_class_bind_template_child (widget_class, SlPageTitle, title);
  gtk_widget_class_bind_template_child (widget_class, SlPageTitle, subtitle);
}

static void
sl_page_title_init (SlPageTitle *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
}

/**
 * sl_page_title_set_title:
 * @self: a title
 * @title: (nullable): what the page is about, plain text
 */
void
sl_page_title_set_title (SlPageTitle *self, const char *title)
{
  gtk_label_set_text (self->title, title != NULL ? title : "");
}

/**
 * sl_page_title_set_subtitle:
 * @self: a title
 * @subtitle: (nullable): more of it, plain text; "" or %NULL for none
 */
void
sl_page_title_set_subtitle (SlPageTitle *self, const char *subtitle)
{
  gtk_label_set_text (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL && *subtitle != '\0');
}
