/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-watch-service.h"

#include <adwaita.h>

/**
 * WindowFixture:
 *
 * The real application on a private bus with a fake service and a plan of its own.
 */
typedef struct _WindowFixture WindowFixture;

typedef void (*WindowBody) (WindowFixture *fixture, gconstpointer data);

struct _WindowFixture
{
  SlFakeWatchService *service;
  SlFakeWatchService *practice;
  SlFakeWatchService *service_asked; /* nullable: the service */
  gboolean            right_to_left;
  WindowBody          body;
  gconstpointer       data;
  GtkWidget          *window;
  char               *plan_path;
};

typedef gboolean (*WindowPredicate) (GtkWidget *widget, const char *text);

void       window_fixture_init (WindowFixture *fixture, const char *plan);
void       window_fixture_start_service (WindowFixture *fixture, const char *scene);
void       window_fixture_start_practice (WindowFixture *fixture, const char *scene);
void       window_fixture_set_scene (SlFakeWatchService *service, const char *scene);
void       window_fixture_run (WindowFixture *fixture, WindowBody body, gconstpointer data);
void       window_fixture_activate (WindowFixture *fixture, const char *action, const char *target);
void       window_fixture_settle (WindowFixture *fixture);
char      *window_fixture_read_plan (WindowFixture *fixture);
gboolean   window_fixture_is_label (GtkWidget *widget, const char *text);
gboolean   window_fixture_shows (WindowFixture *fixture, const char *text);
void       window_fixture_await_text (WindowFixture *fixture, const char *text);
void       window_fixture_await_call (WindowFixture *fixture, const char *line);
GtkWidget *window_fixture_find (GtkWidget *root, WindowPredicate predicate, const char *text);
GtkWidget *window_fixture_find_row (WindowFixture *fixture, const char *title);
GtkWidget *window_fixture_find_button (WindowFixture *fixture, const char *label);
GtkWidget *window_fixture_find_dialog (WindowFixture *fixture);
void       window_fixture_click (WindowFixture *fixture, const char *label);
void       window_fixture_screenshot (WindowFixture *fixture, const char *name);
