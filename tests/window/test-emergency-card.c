/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tests"

#include "card-printer.h"
#include "temporary-folder.h"

#include <locale.h>
#include <string.h>

/* The card as a PDF, without a dialog and without a printer; what is on it is read by poppler's
 * tools and by a reader of QR codes, and its picture goes to build/screenshots/. */

typedef struct
{
  char *folder;
  char *pdf;
} Fixture;

static void
fixture_set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = temporary_folder_new ();
  fixture->pdf = g_build_filename (fixture->folder, "card.pdf", NULL);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer unused)
{
  g_free (fixture->pdf);
  temporary_folder_remove (fixture->folder);
}

static char *
run (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  char *output = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return output;
}

static void
save (Fixture *fixture, SlPlan *plan)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sl_card_printer_save (NULL, plan, fixture->pdf, &error));
  g_assert_no_error (error);
}

static char *
read_text (Fixture *fixture)
{
  return run ((const char *[]){ "pdftotext", "-layout", fixture->pdf, "-", NULL });
}

static void
assert_one_page (Fixture *fixture)
{
  g_autofree char *info = run ((const char *[]){ "pdfinfo", fixture->pdf, NULL });
  const char      *pages = strstr (info, "Pages:");

  g_assert_nonnull (pages);
  g_assert_cmpint (g_ascii_strtoll (pages + strlen ("Pages:"), NULL, 10), ==, 1);
}

/* A picture of the page, to be looked at. */
static char *
draw_picture (Fixture *fixture, const char *name)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_BUILT, "..", "screenshots", NULL);
  g_autofree char *stem = g_build_filename (folder, name, NULL);
  g_autofree char *unused = NULL;

  g_mkdir_with_parents (folder, 0755);
  unused = run (
      (const char *[]){ "pdftoppm", "-png", "-r", "150", "-singlefile", fixture->pdf, stem, NULL });
  return g_strconcat (stem, ".png", NULL);
}

/* Returns what a camera would see on the page. */
static char *
scan (Fixture *fixture, const char *name)
{
  g_autofree char *picture = draw_picture (fixture, name);

  return run ((const char *[]){ "zbarimg", "--nodbus", "--quiet", "--raw", picture, NULL });
}

static SlPlan *
load_sample (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "window", "plan.json", NULL);
  g_autofree char *text = NULL;
  SlPlan          *plan;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  plan = sl_plan_new_from_json (text, -1, NULL);
  g_assert_nonnull (plan);
  return plan;
}

static void
test_holds_what_is_needed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SlPlan) plan = load_sample ();
  g_autofree char *text = NULL;
  g_autofree char *codes = NULL;

  save (fixture, plan);
  assert_one_page (fixture);
  text = read_text (fixture);
  g_assert_nonnull (strstr (text, "When mail does not work"));
  g_assert_nonnull (strstr (text, "Call the bridge first"));
  g_assert_nonnull (strstr (text, "Conference bridge"));
  g_assert_nonnull (strstr (text, "Room number 4711"));
  g_assert_nonnull (strstr (text, "Ben, Chris, Dana"));
  g_assert_nonnull (strstr (text, "Ground floor, room 12"));
  /* A card lies about; whose mailbox it is nobody needs to know. */
  g_assert_null (strstr (text, "ann@"));
  codes = scan (fixture, "emergency-card");
  g_assert_nonnull (strstr (codes, "tel:+49-30-1234567\n"));
  g_assert_nonnull (strstr (codes, "https://signal.group/#CjQKIExample\n"));
}

static void
test_is_one_page_however_much (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SlPlan) plan = sl_plan_new ();
  g_autofree char *instructions = g_strnfill (800, 'x');
  g_autofree char *text = NULL;
  g_autofree char *picture = NULL;

  for (guint i = 0; i < 90; i++)
    {
      g_autofree char *id = g_strdup_printf ("c%u", i);
      g_autofree char *name = g_strdup_printf ("Channel <%u> & more", i);
      g_autofree char *address = g_strdup_printf ("tel:+4930%u", 1000 + i);
      g_autoptr (SlChannel) channel = sl_channel_new (id, name, SL_CHANNEL_PHONE, address);

      if (i == 1)
        channel->instructions = g_strdup (instructions);
      g_assert_true (sl_plan_set_channel (plan, channel, NULL));
    }
  save (fixture, plan);
  assert_one_page (fixture);
  text = read_text (fixture);
  g_assert_nonnull (strstr (text, "Channel <0> & more"));
  g_assert_nonnull (strstr (text, "Channel <20>"));
  g_assert_null (strstr (text, "Channel <89>"));
  g_assert_nonnull (strstr (text, "more are in Storm Lantern."));
  picture = draw_picture (fixture, "emergency-card-full");
}

static void
test_empty_plan_says_so (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SlPlan) plan = sl_plan_new ();
  g_autofree char *text = NULL;

  save (fixture, plan);
  assert_one_page (fixture);
  text = read_text (fixture);
  g_assert_nonnull (strstr (text, "No other way to talk is set up yet."));
}

static void
test_right_to_left (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SlPlan) plan = load_sample ();
  g_autofree char *codes = NULL;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  save (fixture, plan);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  codes = scan (fixture, "emergency-card-right-to-left");
  g_assert_nonnull (strstr (codes, "tel:+49-30-1234567\n"));
}

static void
test_folder_that_is_not_there (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SlPlan) plan = sl_plan_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (sl_card_printer_save (NULL, plan, "/no/such/folder/card.pdf", &error));
  g_assert_nonnull (error);
}

static void
add (const char *path, void (*body) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, body, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "");
  gtk_init ();
  add ("/window/emergency-card/complete", test_holds_what_is_needed);
  add ("/window/emergency-card/full", test_is_one_page_however_much);
  add ("/window/emergency-card/empty", test_empty_plan_says_so);
  add ("/window/emergency-card/right-to-left", test_right_to_left);
  add ("/window/emergency-card/not-writable", test_folder_that_is_not_there);
  return g_test_run ();
}
