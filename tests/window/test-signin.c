/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tests"

#include "window-fixture.h"

#include <locale.h>

/* Ways to sign in that are no password, as the user chooses them. */

static const char desktop_accounts[]
    = "[{'id': <'account_1'>, 'provider-name': <'Google'>, 'identity': <'ann@gmail.com'>, "
      "'address': <'ann@gmail.com'>, 'incoming': <'imaps://ann%40gmail.com@imap.gmail.com'>, "
      "'usable': <true>, 'attention': <false>, 'mail-disabled': <false>}, {'id': <'account_2'>, "
      "'provider-name': <'Own <server>'>, 'identity': <'ann@example.org'>, 'incoming': "
      "<'imap://ann@mail.example.org'>, 'usable': <true>, 'attention': <true>}, {'id': "
      "<'account_3'>, 'provider-name': <'Microsoft 365'>, 'identity': <'ann@example.net'>, "
      "'usable': <false>}]";

static void
type (WindowFixture *fixture, const char *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (window_fixture_find_row (fixture, row)), text);
}

static gboolean
is_selectable (GtkWidget *widget, const char *label)
{
  GListModel *model;

  if (!ADW_IS_COMBO_ROW (widget))
    return FALSE;
  model = adw_combo_row_get_model (ADW_COMBO_ROW (widget));
  for (guint i = 0; model != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      if (GTK_IS_STRING_OBJECT (item)
          && g_str_equal (gtk_string_object_get_string (GTK_STRING_OBJECT (item)), label))
        {
          adw_combo_row_set_selected (ADW_COMBO_ROW (widget), i);
          return TRUE;
        }
    }
  return FALSE;
}

/* Chooses what reads so in the row of choices, once it is offered. */
static void
choose (WindowFixture *fixture, const char *label)
{
  while (window_fixture_find (fixture->window, is_selectable, label) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
tell (WindowFixture *fixture, const char *state, const char *text)
{
  sl_dbus_watch_emit_authorization_changed (sl_fake_watch_service_get_skeleton (fixture->service),
                                            "session-1", state, text);
}

static void
open_editor (WindowFixture *fixture, const char *address)
{
  window_fixture_await_text (fixture, "All mail works.");
  window_fixture_activate (fixture, "win.add-account", NULL);
  window_fixture_settle (fixture);
  type (fixture, "Mail address", address);
}

static void
check_browser (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *plan = NULL;

  open_editor (fixture, "ann@outlook.com");
  /* A provider that takes no passwords offers the browser first. */
  window_fixture_await_text (fixture, "Sign in at Outlook.com");
  window_fixture_click (fixture, "Save");
  window_fixture_await_text (fixture, "Sign in with your browser first");
  window_fixture_click (fixture, "Open Browser");
  window_fixture_await_text (fixture, "Enter a client ID that you registered");
  type (fixture, "Client ID", "my client");
  window_fixture_click (fixture, "Try Again");
  window_fixture_await_text (fixture, "without spaces");
  type (fixture, "Client ID", "my-client");
  type (fixture, "Client secret (optional)", "hush");
  window_fixture_click (fixture, "Try Again");
  window_fixture_await_call (fixture, "BeginAuthorization outlook my-client");
  g_assert_cmpstr (sl_fake_watch_service_get_secret (fixture->service), ==, "hush");
  window_fixture_await_text (fixture, "Waiting for your browser");
  window_fixture_click (fixture, "Cancel");
  window_fixture_await_call (fixture, "CancelAuthorization session-1");
  window_fixture_click (fixture, "Open Browser");
  window_fixture_await_text (fixture, "Waiting for your browser");
  tell (fixture, "failed", "Nothing was allowed in the browser.");
  window_fixture_await_text (fixture, "Nothing was allowed in the browser.");
  window_fixture_click (fixture, "Try Again");
  window_fixture_await_text (fixture, "Waiting for your browser");
  tell (fixture, "exchanging", "");
  tell (fixture, "granted", "");
  window_fixture_await_text (fixture, "Signed in at Outlook.com");
  window_fixture_click (fixture, "Save");
  window_fixture_await_call (fixture, "KeepAuthorization session-1 outlook-com");
  plan = window_fixture_read_plan (fixture);
  g_assert_nonnull (strstr (plan, "\"kind\" : \"oauth2\""));
  g_assert_nonnull (strstr (plan, "\"client_id\" : \"my-client\""));
  g_assert_null (strstr (plan, "hush"));
}

static void
assert_row (WindowFixture *fixture, const char *title, const char *text)
{
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (window_fixture_find_row (fixture, title))),
                   ==, text);
}

/* Kinds of servers that are asked over the web: where they are is filled in as far as it is known,
 * and what cannot be right is said while it is typed. */
static void
check_web_servers (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *plan = NULL;

  open_editor (fixture, "ann@example.org");
  choose (fixture, "Exchange (EWS)");
  window_fixture_settle (fixture);
  assert_row (fixture, "Path, such as /dav/", "/EWS/Exchange.asmx");
  assert_row (fixture, "Port", "443");
  assert_row (fixture, "User name", "ann@example.org");
  g_assert_false (window_fixture_shows (fixture, "Encryption"));
  type (fixture, "Server", "https://mail.example.org/EWS");
  window_fixture_await_text (fixture, "Enter the name of the server alone");
  type (fixture, "Server", "mail.example.org");
  type (fixture, "Path, such as /dav/", "EWS");
  window_fixture_await_text (fixture, "The path begins with “/”");
  g_assert_true (
      gtk_widget_has_css_class (window_fixture_find_row (fixture, "Path, such as /dav/"), "error"));
  type (fixture, "Path, such as /dav/", "/EWS/Exchange.asmx");
  window_fixture_screenshot (fixture, "signin-exchange");
  choose (fixture, "Microsoft Graph");
  assert_row (fixture, "Server", "graph.microsoft.com");
  choose (fixture, "IMAP");
  assert_row (fixture, "Port", "993");
  choose (fixture, "Exchange (EWS)");
  type (fixture, "Server", "mail.example.org");
  window_fixture_click (fixture, "Save");
  window_fixture_settle (fixture);
  plan = window_fixture_read_plan (fixture);
  g_assert_nonnull (strstr (plan, "https://ann%40example.org@mail.example.org/EWS/Exchange.asmx"));
}

/* Nobody signs in to a web page, so nothing is asked for that. */
static void
check_web_page (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *plan = NULL;

  open_editor (fixture, "ann@example.org");
  g_assert_nonnull (window_fixture_find_row (fixture, "Password"));
  choose (fixture, "Web page");
  window_fixture_settle (fixture);
  g_assert_false (window_fixture_shows (fixture, "Password"));
  assert_row (fixture, "User name, if it wants one", "");
  type (fixture, "Server", "webmail.example.org");
  type (fixture, "Path, such as /dav/", "/login");
  window_fixture_screenshot (fixture, "signin-web-page");
  window_fixture_click (fixture, "Save");
  window_fixture_settle (fixture);
  plan = window_fixture_read_plan (fixture);
  g_assert_nonnull (strstr (plan, "\"https://webmail.example.org/login\""));
  g_assert_null (strstr (plan, "sign_in"));
}

static void
check_online_account (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *plan = NULL;
  GtkWidget       *server;

  sl_fake_watch_service_set_online_accounts (fixture->service, desktop_accounts);
  open_editor (fixture, "");
  window_fixture_await_call (fixture, "ListOnlineAccounts");
  choose (fixture, "ann@example.org (Online Accounts, Own <server>)");
  window_fixture_settle (fixture);
  type (fixture, "Mail address", "ann@example.org");
  g_assert_true (window_fixture_shows (fixture, "It wants you to sign in again first"));
  choose (fixture, "ann@gmail.com (Online Accounts, Google)");
  window_fixture_settle (fixture);
  server = window_fixture_find_row (fixture, "Server");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (server)), ==, "imap.gmail.com");
  g_assert_null (window_fixture_find (fixture->window, is_selectable,
                                      "ann@example.net (Online Accounts, Microsoft 365)"));
  window_fixture_click (fixture, "Save");
  plan = window_fixture_read_plan (fixture);
  g_assert_nonnull (strstr (plan, "\"kind\" : \"online-account\""));
  g_assert_nonnull (strstr (plan, "\"id\" : \"account_1\""));
}

static void
check_no_signin (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *plan = NULL;

  open_editor (fixture, "ann@posteo.de");
  choose (fixture, "No sign-in: door and status page only");
  window_fixture_settle (fixture);
  window_fixture_click (fixture, "Save");
  plan = window_fixture_read_plan (fixture);
  g_assert_nonnull (strstr (plan, "\"imaps://posteo.de"));
  g_assert_null (strstr (plan, "ann%40posteo.de"));
  g_assert_null (strstr (plan, "sign_in"));
}

typedef struct
{
  const char *path;
  WindowBody  body;
} Case;

static const Case cases[] = {
  { "/window/signin/browser", check_browser },
  { "/window/signin/online-account", check_online_account },
  { "/window/signin/web-servers", check_web_servers },
  { "/window/signin/web-page", check_web_page },
  { "/window/signin/none", check_no_signin },
};

static void
run_case (gconstpointer data)
{
  const Case   *run = data;
  WindowFixture fixture = { NULL };

  window_fixture_init (&fixture, "plan.json");
  window_fixture_start_service (&fixture, "ok");
  window_fixture_run (&fixture, run->body, NULL);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, &cases[i], run_case);
  return g_test_run ();
}
