/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-tests"

#include "card-printer.h"
#include "temporary-folder.h"

#include <locale.h>
#include <string.h>

#define NO_CODE_FOUND 4 /* as zbarimg ends then */
#define HALF_PAGE "830" /* of the narrowest paper, in pixels at 200 dots an inch */

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
  g_assert_true (g_subprocess_get_successful (process)
                 || (g_str_equal (arguments[0], "zbarimg")
                     && g_subprocess_get_exit_status (process) == NO_CODE_FOUND));
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

static char *
scan_half (Fixture *fixture, const char *left)
{
  g_autofree char *stem = g_build_filename (fixture->folder, "half", NULL);
  g_autofree char *picture = g_strconcat (stem, ".png", NULL);
  g_autofree char *unused
      = run ((const char *[]){ "pdftoppm", "-png", "-r", "200", "-x", left, "-W", HALF_PAGE,
                               "-singlefile", fixture->pdf, stem, NULL });

  return run ((const char *[]){ "zbarimg", "--nodbus", "--quiet", "--raw", "-Sdisable",
                                "-Sqrcode.enable", picture, NULL });
}

/* Returns what a camera would see that is held over one half of the page and then over the other.
 */
static char *
scan (Fixture *fixture, const char *name)
{
  g_autofree char *picture = draw_picture (fixture, name);
  g_autofree char *left = scan_half (fixture, "0");
  g_autofree char *right = scan_half (fixture, HALF_PAGE);

  return g_strconcat (left, right, NULL);
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
  g_assert_nonnull (strstr (text, "Channel <40>"));
  g_assert_null (strstr (text, "Channel <89>"));
  g_assert_nonnull (strstr (text, "more are in Storm Lantern."));
  picture = draw_picture (fixture, "emergency-card-full");
}

/* One of each kind of length: what people write down goes from a word to a page. */
static SlPlan *
make_plan (guint n_channels, const char *people, const char *instructions)
{
  SlPlan *plan = sl_plan_new ();

  for (guint i = 0; i < n_channels; i++)
    {
      g_autofree char *id = g_strdup_printf ("c%u", i);
      g_autofree char *name = g_strdup_printf ("Channel %u.", i);
      g_autofree char *address = g_strdup_printf ("tel:+4930%u", 1000 + i);
      g_autoptr (SlChannel) channel = sl_channel_new (id, name, SL_CHANNEL_PHONE, address);

      channel->people = g_strdupv ((char *[]){ (char *) people, NULL });
      channel->instructions = g_strdup (instructions);
      g_assert_true (sl_plan_set_channel (plan, channel, NULL));
    }
  return plan;
}

/* Every code that is drawn can be read: as many as there are channels, or as fit. */
static void
check_codes (Fixture *fixture, const char *picture, guint n_codes)
{
  g_autofree char *codes = scan (fixture, picture);

  for (guint i = 0; i < n_codes; i++)
    {
      g_autofree char *code = g_strdup_printf ("tel:+4930%u\n", 1000 + i);

      g_assert_nonnull (strstr (codes, code));
    }
}

static void
check_amount (Fixture *fixture, guint n_channels, guint n_codes)
{
  g_autoptr (SlPlan) plan = make_plan (n_channels, "Whole team", "Say your name.");
  g_autofree char *name = g_strdup_printf ("emergency-card-%u", n_channels);
  g_autofree char *text = NULL;

  save (fixture, plan);
  assert_one_page (fixture);
  text = read_text (fixture);
  for (guint i = 0; i < n_channels; i++)
    {
      g_autofree char *heading = g_strdup_printf ("Channel %u.", i);

      g_assert_nonnull (strstr (text, heading));
    }
  check_codes (fixture, name, n_codes);
}

static void
test_few_and_many (Fixture *fixture, gconstpointer unused)
{
  check_amount (fixture, 1, 1);
  check_amount (fixture, 6, 6);
  check_amount (fixture, 20, 20);
}

/* However long the instructions are, the ways to talk have their place on the page. */
static void
test_long_texts_leave_room (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) long_text = g_string_new (NULL);
  g_autoptr (SlPlan) plan = NULL;
  g_autoptr (SlAccount) account = sl_account_new ("work", "Work");
  g_autofree char *text = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (long_text, "Sentence %u tells what to do in great detail.\n", i);
  plan = make_plan (3, "Everybody who has ever been in the building, and their deputies",
                    "Say your name, your room and since when it has been so; then wait until "
                    "somebody asks you, and tell the next one on the list.");
  account->instructions = g_strdup (long_text->str);
  g_assert_true (sl_plan_set_account (plan, account, NULL));
  save (fixture, plan);
  assert_one_page (fixture);
  text = read_text (fixture);
  check_codes (fixture, "emergency-card-long", 3);
  g_assert_nonnull (strstr (text, "Sentence 0 tells"));
  g_assert_nonnull (strstr (text, "…"));
  g_assert_nonnull (strstr (text, "Channel 2."));
}

static void
test_empty_plan_says_so (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SlPlan) plan = sl_plan_new ();
  g_autofree char *text = NULL;
  g_autofree char *picture = NULL;

  save (fixture, plan);
  assert_one_page (fixture);
  text = read_text (fixture);
  g_assert_nonnull (strstr (text, "No other way to talk is set up yet."));
  picture = draw_picture (fixture, "emergency-card-0");
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
  add ("/window/emergency-card/few-and-many", test_few_and_many);
  add ("/window/emergency-card/long-texts", test_long_texts_leave_room);
  add ("/window/emergency-card/empty", test_empty_plan_says_so);
  add ("/window/emergency-card/right-to-left", test_right_to_left);
  add ("/window/emergency-card/not-writable", test_folder_that_is_not_there);
  return g_test_run ();
}
