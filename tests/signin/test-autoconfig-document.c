/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "autoconfig-document.h"
#include "signin-error.h"
#include "user-template.h"

static SlDiscoveredSettings *
read_sample (const char *name, GError **error)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "autoconfig", name, NULL);
  g_autofree char *data = NULL;
  gsize            length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  return sl_autoconfig_document_read (data, length, SL_DISCOVERY_AUTOCONFIG, error);
}

/* What can be trusted most comes first; what takes passwords in clear does not come at all. */
static void
test_good (void)
{
  static const char *const expected[] = { "imaps://imap.example.org", "imap://imap.example.org",
                                          "pop3s://pop.example.org", "smtp://smtp.example.org" };
  g_autoptr (GError) error = NULL;
  g_autoptr (SlDiscoveredSettings) settings = read_sample ("good.xml", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (settings->servers->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *uri = sl_server_to_uri (settings->servers->pdata[i]);

      g_assert_cmpstr (uri, ==, expected[i]);
    }
  g_assert_cmpstr (settings->name, ==, "Example Mail & More");
  g_assert_true (settings->takes_password);
  g_assert_true (settings->takes_oauth2);
  g_assert_cmpuint (settings->n_refused, ==, 1);
}

static void
test_oauth_only (void)
{
  g_autoptr (SlDiscoveredSettings) settings = read_sample ("oauth-only.xml", NULL);

  g_assert_false (settings->takes_password);
  g_assert_true (settings->takes_oauth2);
  g_assert_cmpstr (settings->user_template, ==, SL_USER_TEMPLATE_ADDRESS);
}

static void
test_nothing_to_use (gconstpointer data)
{
  const char *name = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlDiscoveredSettings) settings = read_sample (name, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (settings->servers->len, ==, 0);
}

static void
test_many_servers (void)
{
  g_autoptr (SlDiscoveredSettings) settings = read_sample ("many-servers.xml", NULL);

  g_assert_cmpuint (settings->servers->len, ==, SL_AUTOCONFIG_MAX_SERVERS);
}

/* A declared encoding must not make other text of it than what was looked at. */
static void
test_declared_encoding (void)
{
  g_autoptr (SlDiscoveredSettings) settings = read_sample ("declared-utf16.xml", NULL);

  if (settings != NULL)
    g_assert_cmpuint (settings->servers->len, ==, 1);
}

static void
test_hostile (gconstpointer data)
{
  const char *name = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlDiscoveredSettings) settings = read_sample (name, &error);

  g_assert_null (settings);
  g_assert_error (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_PROTOCOL);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
test_zero_byte (void)
{
  static const char data[] = "<clientConfig><emailProvider>\0</emailProvider></clientConfig>";
  g_autoptr (GError) error = NULL;

  g_assert_null (
      sl_autoconfig_document_read (data, sizeof data - 1, SL_DISCOVERY_AUTOCONFIG, &error));
  g_assert_error (error, SL_SIGNIN_ERROR, SL_SIGNIN_ERROR_PROTOCOL);
}

static void
test_user_templates (void)
{
  static const struct
  {
    const char *user_template, *address, *user;
  } cases[] = {
    { SL_USER_TEMPLATE_ADDRESS, "ann@example.org", "ann@example.org" },
    { SL_USER_TEMPLATE_LOCAL_PART, "ann@example.org", "ann" },
    { "%EMAILDOMAIN%\\%EMAILLOCALPART%", "ann@example.org", "example.org\\ann" },
    { "%EMAILLOCALPART%", "%EMAILDOMAIN%@example.org", "%EMAILDOMAIN%" },
    { "%REALNAME%", "ann@example.org", "%REALNAME%" },
    { "", "ann@example.org", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *user = sl_user_template_fill (cases[i].user_template, cases[i].address);

      g_assert_cmpstr (user, ==, cases[i].user);
    }
}

static void
add_samples (const char *folder, const char *const *names, GTestDataFunc function)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/signin/autoconfig-document/%s/%s", folder, names[i]);

      g_test_add_data_func (path, names[i], function);
    }
}

int
main (int argc, char **argv)
{
  static const char *const unusable[] = { "plain-only.xml", "strange-servers.xml", NULL };
  static const char *const hostile[] = { "web-page.xml",
                                         "xhtml-page.xml",
                                         "entities.xml",
                                         "external-entity.xml",
                                         "cut-off.xml",
                                         "deep.xml",
                                         "long.xml",
                                         "huge.xml",
                                         "latin1.xml",
                                         "empty.xml",
                                         NULL };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signin/autoconfig-document/good", test_good);
  g_test_add_func ("/signin/autoconfig-document/oauth-only", test_oauth_only);
  g_test_add_func ("/signin/autoconfig-document/many-servers", test_many_servers);
  g_test_add_func ("/signin/autoconfig-document/declared-encoding", test_declared_encoding);
  g_test_add_func ("/signin/autoconfig-document/zero-byte", test_zero_byte);
  g_test_add_func ("/signin/autoconfig-document/user-templates", test_user_templates);
  add_samples ("nothing-to-use", unusable, test_nothing_to_use);
  add_samples ("hostile", hostile, test_hostile);
  return g_test_run ();
}
