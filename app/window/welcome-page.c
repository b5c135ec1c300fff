/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-window"

#include "welcome-page.h"

struct _SlWelcomePage
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (SlWelcomePage, sl_welcome_page, GTK_TYPE_BOX)

static void
sl_welcome_page_class_init (SlWelcomePageClass *klass)
{
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/io/github/stormlantern/StormLantern/ui/welcome-page.ui");
}

static void
sl_welcome_page_init (SlWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
