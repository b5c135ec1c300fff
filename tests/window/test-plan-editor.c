/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tests"

#include "plan-file.h"
#include "text-row.h"
#include "window-fixture.h"

#include <locale.h>

#define DEADLINE_SECONDS 20

/* The plan's file as the window leaves it, and as somebody else edits it by hand. */

static gboolean
on_deadline (gpointer late)
{
  *(gboolean *) late = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
plan_holds (WindowFixture *fixture, const char *text)
{
  g_autofree char *plan = window_fixture_read_plan (fixture);

  return strstr (plan, text) != NULL;
}

static void
await_plan (WindowFixture *fixture, const char *text)
{
  gboolean late = FALSE;
  guint    source = g_timeout_add_seconds (DEADLINE_SECONDS, on_deadline, &late);

  while (!late && !plan_holds (fixture, text))
    g_main_context_iteration (NULL, TRUE);
  if (late)
    g_error ("the plan's file does not hold “%s”", text);
  g_source_remove (source);
}

static void
edit_by_hand (WindowFixture *fixture, const char *old, const char *new)
{
  g_autofree char *plan = window_fixture_read_plan (fixture);
  g_auto (GStrv) parts = g_strsplit (plan, old, 2);
  g_autofree char *edited = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (parts[1]);
  edited = g_strjoinv (new, parts);
  g_file_set_contents (fixture->plan_path, edited, -1, &error);
  g_assert_no_error (error);
}

static SlPlan *
read_plan (WindowFixture *fixture)
{
  g_autofree char *text = window_fixture_read_plan (fixture);
  g_autoptr (GError) error = NULL;
  SlPlan *plan = sl_plan_new_from_json (text, -1, &error);

  g_assert_no_error (error);
  return plan;
}

static void
assert_order (WindowFixture *fixture, const char *expected)
{
  g_autoptr (SlPlan) plan = read_plan (fixture);
  GPtrArray *channels = sl_plan_get_channels (plan);
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; i < channels->len; i++)
    g_string_append_printf (order, "%s%s", i > 0 ? " " : "",
                            ((const SlChannel *) g_ptr_array_index (channels, i))->id);
  g_assert_cmpstr (order->str, ==, expected);
}

static void
type (WindowFixture *fixture, const char *row, const char *text)
{
  GtkWidget *found = window_fixture_find_row (fixture, row);

  if (SL_IS_TEXT_ROW (found))
    sl_text_row_set_text (SL_TEXT_ROW (found), text);
  else
    gtk_editable_set_text (GTK_EDITABLE (found), text);
}

static void
open_editor (WindowFixture *fixture, const char *channel)
{
  window_fixture_activate (fixture, "win.edit-channel", channel);
  window_fixture_settle (fixture);
  window_fixture_find_row (fixture, "How to use it");
}

/* Changing a channel */

static void
check_saves_as_typed (WindowFixture *fixture, gconstpointer data)
{
  open_editor (fixture, "bridge");
  type (fixture, "How to use it", "Room 4711.\nThen the hash key.");
  await_plan (fixture, "Room 4711.\\nThen the hash key.");
  type (fixture, "Who is reached there, one on each line", "Ann\n\n  Ben ");
  await_plan (fixture, "\"Ben\"");
  g_assert_true (plan_holds (fixture, "tel:+49-30-1234567"));
}

static void
check_leaving_saves (WindowFixture *fixture, gconstpointer data)
{
  open_editor (fixture, "bridge");
  type (fixture, "Name", "Night bridge");
  window_fixture_activate (fixture, "win.back", NULL);
  await_plan (fixture, "Night bridge");
}

/* Somebody edits the same channel by hand while it is typed at here. */
static void
check_merges (WindowFixture *fixture, gconstpointer data)
{
  open_editor (fixture, "bridge");
  type (fixture, "Name", "Night bridge");
  edit_by_hand (fixture, "\"tel:+49-30-1234567\"", "\"tel:+49-30-7654321\", \"colour\": \"red\"");
  await_plan (fixture, "Night bridge");
  g_assert_true (plan_holds (fixture, "tel:+49-30-7654321"));
  g_assert_true (plan_holds (fixture, "\"colour\" : \"red\""));
}

static void
check_reports (WindowFixture *fixture, gconstpointer data)
{
  open_editor (fixture, "bridge");
  type (fixture, "Name", "Night bridge");
  edit_by_hand (fixture, "Conference bridge", "Day bridge");
  window_fixture_await_text (fixture, "was changed in the plan's file by somebody else");
  g_assert_true (plan_holds (fixture, "Day bridge"));
  g_assert_false (plan_holds (fixture, "Night bridge"));
  /* What was typed is still there; going on says it knowingly. */
  type (fixture, "Name", "Night bridge 2");
  await_plan (fixture, "Night bridge 2");
}

static void
check_shows_edits_by_hand (WindowFixture *fixture, gconstpointer data)
{
  open_editor (fixture, "bridge");
  edit_by_hand (fixture, "Room number 4711", "Room number 4712");
  while (TRUE)
    {
      g_autofree char *text
          = sl_text_row_dup_text (SL_TEXT_ROW (window_fixture_find_row (fixture, "How to use it")));

      if (strstr (text, "4712") != NULL)
        break;
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
check_validates (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *address;

  window_fixture_activate (fixture, "win.add-channel", NULL);
  window_fixture_settle (fixture);
  address = window_fixture_find_row (fixture, "Address");
  g_assert_false (gtk_widget_has_css_class (address, "error"));
  type (fixture, "Address", "mailto:");
  window_fixture_await_text (fixture, "This is no mail address");
  g_assert_true (gtk_widget_has_css_class (address, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (address)), ==, "mailto:");
  type (fixture, "Address", "mailto:ben@example.net");
  g_assert_false (window_fixture_shows (fixture, "This is no mail address"));
  type (fixture, "Address", "https://teams.microsoft.com/l/1");
  window_fixture_await_text (fixture, "This depends on Microsoft Teams.");
  g_assert_true (window_fixture_shows (fixture, "Microsoft Teams (by its address)"));
  type (fixture, "Address", "");
  window_fixture_click (fixture, "Add");
  window_fixture_await_text (fixture, "Enter an address: a phone number, a link, or a place.");
}

/* Removing and undoing */

static void
check_undo_keeps_place (WindowFixture *fixture, gconstpointer data)
{
  open_editor (fixture, "signal");
  window_fixture_click (fixture, "Remove This Way to Talk");
  window_fixture_await_text (fixture, "Signal group Team is removed.");
  assert_order (fixture, "bridge teams desk");
  edit_by_hand (fixture, "\"Help desk\"", "\"Helpers\"");
  window_fixture_click (fixture, "Undo");
  assert_order (fixture, "bridge signal teams desk");
  g_assert_true (plan_holds (fixture, "\"Helpers\""));
  g_assert_true (plan_holds (fixture, "2026-10-02T09:02:00Z"));
}

/* Which ways are for which account */

static gboolean
is_combo_row (GtkWidget *widget, const char *title)
{
  return ADW_IS_COMBO_ROW (widget)
         && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

static gboolean
is_check (GtkWidget *widget, const char *tooltip)
{
  return GTK_IS_CHECK_BUTTON (widget)
         && g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0;
}

static GtkWidget *
find_check (WindowFixture *fixture, const char *label)
{
  GtkWidget *check = window_fixture_find (fixture->window, is_check, label);

  g_assert_nonnull (check);
  gtk_test_accessible_assert_property (check, GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  return check;
}

static void
assert_channels_of_work (WindowFixture *fixture, const char *expected)
{
  g_autoptr (SlPlan) plan = read_plan (fixture);
  const SlAccount *account = sl_plan_get_account (plan, "work");
  g_autofree char *joined = account->channels != NULL ? g_strjoinv (" ", account->channels) : NULL;

  g_assert_cmpstr (joined, ==, expected);
}

static void
check_serves (WindowFixture *fixture, gconstpointer data)
{
  static const char label[] = "Use Teams when Work is down";
  GtkWidget        *order;
  GtkWidget        *check;

  window_fixture_activate (fixture, "win.show-plan", NULL);
  window_fixture_settle (fixture);
  g_assert_null (window_fixture_find (fixture->window, is_check, label));
  order = window_fixture_find (fixture->window, is_combo_row, "For which account");
  g_assert_nonnull (order);
  adw_combo_row_set_selected (ADW_COMBO_ROW (order), 1);
  check = find_check (fixture, label);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_widget_activate (check);
  assert_channels_of_work (fixture, "bridge signal desk");

  /* It stands below, with the keyboard's focus, and can be taken back. */
  check = find_check (fixture, label);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == check);
  window_fixture_screenshot (fixture, "plan-editor-which-serve");
  gtk_widget_activate (check);
  assert_channels_of_work (fixture, "bridge signal desk teams");
  window_fixture_click (fixture, "Use the Order of All Accounts");
  assert_channels_of_work (fixture, NULL);
  assert_order (fixture, "bridge signal teams desk");
}

/* Weak spots */

static void
check_direct_repair (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "The address of Ben cannot be opened with a click");
  window_fixture_click (fixture, "Correct It");
  window_fixture_await_text (fixture, "Mended.");
  g_assert_true (plan_holds (fixture, "\"tel:+4930123456\""));
  g_assert_false (window_fixture_shows (fixture, "The address of Ben cannot be opened"));
  window_fixture_click (fixture, "Undo");
  g_assert_true (plan_holds (fixture, "\"+49 30 123456\""));
  window_fixture_await_text (fixture, "The address of Ben cannot be opened with a click");
}

static void
assert_focus_in (WindowFixture *fixture, const char *row)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, window_fixture_find_row (fixture, row)));
}

static void
check_repairs_open_the_field (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_activate (fixture, "win.show-plan", NULL);
  window_fixture_await_text (fixture, "Nothing says what to do when Work is down");
  window_fixture_click (fixture, "Write Them…");
  window_fixture_settle (fixture);
  assert_focus_in (fixture, "What to do then");
  window_fixture_activate (fixture, "win.back", NULL);
  window_fixture_settle (fixture);
  window_fixture_click (fixture, "Write Down Who…");
  window_fixture_settle (fixture);
  assert_focus_in (fixture, "Who is reached there, one on each line");
  window_fixture_activate (fixture, "win.back", NULL);
  window_fixture_settle (fixture);
  window_fixture_click (fixture, "Add a Number…");
  window_fixture_settle (fixture);
  assert_focus_in (fixture, "Address");
  type (fixture, "Address", "112");
  type (fixture, "Name", "Emergency");
  window_fixture_click (fixture, "Add");
  await_plan (fixture, "tel:112");
  window_fixture_await_text (fixture, "Nothing says what to do when Work is down");
  g_assert_false (window_fixture_shows (fixture, "works without the internet;"));
}

/* Messages */

static void
check_message (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_activate (fixture, "win.edit-template", "mail-is-down");
  window_fixture_settle (fixture);
  type (fixture, "Text", "Call {chanel} now.");
  window_fixture_await_text (fixture, "{chanel} stands for nothing and is sent as it is.");
  type (fixture, "Text", "Call me: {channel}.\n{account} is down.");
  window_fixture_await_text (fixture, "Call me: Conference bridge (+49 30 1234567).");
  await_plan (fixture, "Call me: {channel}.");
  window_fixture_activate (fixture, "win.show-fallback", "work");
  window_fixture_await_text (fixture,
                             "Call me: Conference bridge (+49-30-1234567).\nWork is down.");
  window_fixture_activate (fixture, "win.edit-template", "mail-is-down");
  window_fixture_settle (fixture);
  window_fixture_click (fixture, "Remove This Message");
  window_fixture_await_text (fixture, "is removed.");
  g_assert_false (plan_holds (fixture, "Call me: {channel}."));
  window_fixture_click (fixture, "Undo");
  g_assert_true (plan_holds (fixture, "Call me: {channel}."));
}

/* The way round */

static gboolean
is_small_target (GtkWidget *widget, const char *unused)
{
  graphene_rect_t bounds;

  return GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "target")
         && gtk_widget_compute_bounds (widget, widget, &bounds)
         && (bounds.size.width < 44 || bounds.size.height < 44);
}

static void
check_fallback (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_await_text (fixture, "It is not you");
  window_fixture_activate (fixture, "win.reach-people", NULL);
  window_fixture_await_text (fixture, "What to do now");
  window_fixture_settle (fixture);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window))
                 == window_fixture_find_button (fixture, "Call"));
  g_assert_true (window_fixture_shows (
      fixture, "Teams comes after Conference bridge: it uses the same Microsoft sign-in"));
  g_assert_true (window_fixture_shows (
      fixture, "Mail is down here, reach me at Conference bridge (+49-30-1234567)."));
  g_assert_true (window_fixture_shows (fixture, "Users may be unable to sign in to Outlook"));
  g_assert_null (window_fixture_find (fixture->window, is_small_target, NULL));
}

/* What a channel's own status page says is said on its card, and puts it behind the others. */
static void
check_channel_feed (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_activate (fixture, "win.show-fallback", "work");
  window_fixture_await_text (fixture, "Conference bridge");
  g_assert_false (window_fixture_shows (fixture, "Signal reports trouble of its own"));
  sl_dbus_watch_set_channel_feeds (
      sl_fake_watch_service_get_skeleton (fixture->service),
      g_variant_new_parsed ("[{'provider': <'signal'>, 'state': <'major-outage'>}]"));
  window_fixture_await_text (fixture,
                             "Signal group Team comes after Conference bridge: Signal reports "
                             "trouble of its own.");
}

static void
check_reached_and_undone (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_activate (fixture, "win.show-fallback", "work");
  window_fixture_await_text (fixture, "Conference bridge");
  window_fixture_click (fixture, "I reached them");
  window_fixture_await_text (fixture, "Noted: this way works.");
  {
    g_autoptr (SlPlan) plan = read_plan (fixture);

    g_assert_cmpint (sl_plan_get_channel (plan, "bridge")->last_practised, >, 0);
  }
  window_fixture_click (fixture, "Undo");
  {
    g_autoptr (SlPlan) plan = read_plan (fixture);

    g_assert_cmpint (sl_plan_get_channel (plan, "bridge")->last_practised, ==, 0);
  }
}

static gboolean
is_drawing (GtkWidget *widget, const char *unused)
{
  return GTK_IS_DRAWING_AREA (widget);
}

static void
check_qr_code (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  window_fixture_activate (fixture, "win.show-fallback", "work");
  window_fixture_await_text (fixture, "Conference bridge");
  window_fixture_click (fixture, "QR code for the phone");
  window_fixture_settle (fixture);
  dialog = window_fixture_find_dialog (fixture);
  gtk_test_accessible_assert_property (window_fixture_find (dialog, is_drawing, NULL),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "QR code of Conference bridge: +49-30-1234567");
  gtk_window_close (GTK_WINDOW (dialog));
}

/* What no program opens can at least be copied. */
static void
check_nobody_opens_it (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_activate (fixture, "win.open", "threema:compose");
  window_fixture_await_text (fixture, "No program on this computer opens “threema:” addresses.");
  window_fixture_click (fixture, "Copy");
  window_fixture_await_text (fixture, "Copied.");
}

static void
check_without_service (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_activate (fixture, "win.show-fallback", "work");
  window_fixture_await_text (fixture, "Nobody keeps watch at the moment, but here is your plan.");
  g_assert_true (window_fixture_shows (fixture, "Call the bridge first"));
  g_assert_true (window_fixture_shows (fixture, "+49-30-1234567"));
  window_fixture_activate (fixture, "win.show-fallback", "");
  window_fixture_await_text (fixture, "Reach People");
  g_assert_true (window_fixture_shows (fixture, "Conference bridge"));
}

typedef struct
{
  const char *path;
  const char *plan;
  const char *scene; /* NULL: no service */
  WindowBody  body;
} Case;

#define BEN_PLAN                                                                                   \
  "{\"accounts\": [{\"id\": \"work\", \"name\": \"Work\", \"servers\": "                           \
  "[\"imaps://a@mail.example.org\"]}],"                                                            \
  " \"channels\": [{\"id\": \"ben\", \"name\": \"Ben\", \"kind\": \"phone\", \"address\": \"+49 "  \
  "30 123456\","                                                                                   \
  " \"people\": [\"Ben\"], \"instructions\": \"x\", \"last_practised\": "                          \
  "\"2036-11-01T00:00:00Z\"}]}"
#define WEAK_PLAN                                                                                  \
  "{\"accounts\": [{\"id\": \"work\", \"name\": \"Work\", \"channels\": [\"signal\"], "            \
  "\"servers\":"                                                                                   \
  " [\"imaps://a@mail.example.org\"], \"address\": \"a@example.org\"}], \"channels\": [{\"id\": "  \
  "\"signal\","                                                                                    \
  " \"address\": \"https://signal.group/#a\", \"last_practised\": \"2036-11-01T00:00:00Z\"}]}"

static const Case cases[] = {
  { "/plan-editor/saves-as-typed", "plan.json", "ok", check_saves_as_typed },
  { "/plan-editor/leaving-saves", "plan.json", "ok", check_leaving_saves },
  { "/plan-editor/merges-an-edit-by-hand", "plan.json", "ok", check_merges },
  { "/plan-editor/reports-a-conflict", "plan.json", "ok", check_reports },
  { "/plan-editor/shows-an-edit-by-hand", "plan.json", "ok", check_shows_edits_by_hand },
  { "/plan-editor/validates-as-one-types", "plan.json", "ok", check_validates },
  { "/plan-editor/undo-keeps-the-place", "plan.json", "ok", check_undo_keeps_place },
  { "/plan-editor/which-serve", "plan.json", "ok", check_serves },
  { "/plan-editor/mends-at-a-click", BEN_PLAN, "ok", check_direct_repair },
  { "/plan-editor/repairs-open-the-field", WEAK_PLAN, "ok", check_repairs_open_the_field },
  { "/plan-editor/messages", "plan.json", "ok", check_message },
  { "/fallback-page/says-it-all", "plan.json", "outage", check_fallback },
  { "/fallback-page/channel-feed", "plan.json", "outage", check_channel_feed },
  { "/fallback-page/reached-and-undone", "plan.json", "outage", check_reached_and_undone },
  { "/fallback-page/qr-code-has-words", "plan.json", "outage", check_qr_code },
  { "/fallback-page/nobody-opens-it", "plan.json", "outage", check_nobody_opens_it },
  { "/fallback-page/without-service", "plan.json", NULL, check_without_service },
};

static void
run_case (gconstpointer data)
{
  const Case   *run = data;
  WindowFixture fixture = { NULL };

  window_fixture_init (&fixture, run->plan);
  if (run->scene != NULL)
    window_fixture_start_service (&fixture, run->scene);
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
