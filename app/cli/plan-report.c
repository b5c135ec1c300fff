/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-cli"

#include "plan-report.h"

#include "iso-time.h"
#include "json-line.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#define INDENT "    "

/* Text of several lines, each indented. */
static void
print_indented (const char *text)
{
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  for (gsize i = 0; lines != NULL && lines[i] != NULL; i++)
    printf (INDENT "%s\n", g_strchomp (lines[i]));
}

static void
print_owner (const char *managed_by)
{
  if (managed_by == NULL)
    return;
  printf (INDENT);
  /* Translators: %s is an organisation */
  printf (_ ("Managed by %s\n"), managed_by);
}

static void
print_account (const SlAccount *account)
{
  g_auto (GStrv) servers = sl_server_list_to_uris (account->servers);

  printf ("%s: %s", account->id, account->name);
  if (account->address != NULL && g_strcmp0 (account->address, account->name) != 0)
    printf (" <%s>", account->address);
  if (account->provider != NULL)
    printf (", %s", account->provider);
  if (account->important)
    printf (", %s", _ ("important"));
  printf ("\n");
  print_owner (account->managed_by);
  for (gsize i = 0; servers[i] != NULL; i++)
    printf (INDENT "%s\n", servers[i]);
  if (account->channels != NULL)
    {
      g_autofree char *channels = g_strjoinv (", ", account->channels);

      /* Translators: %s is a list of channels, or nothing */
      printf (INDENT);
      printf (_ ("Channels: %s\n"), channels);
    }
  print_indented (account->instructions);
}

static void
print_channel (const SlChannel *channel)
{
  g_autofree char *people = channel->people != NULL ? g_strjoinv (", ", channel->people) : NULL;
  g_autofree char *practised = sl_iso_time_format (channel->last_practised);

  printf ("%s: %s (%s)\n", channel->id, channel->name, sl_channel_kind_get_label (channel->kind));
  print_owner (channel->managed_by);
  if (*channel->address != '\0')
    printf (INDENT "%s\n", channel->address);
  if (people != NULL && *people != '\0')
    printf (INDENT "%s\n", people);
  if (practised != NULL)
    {
      printf (INDENT);
      /* Translators: %s is a date and time */
      printf (_ ("Practised %s\n"), practised);
    }
  print_indented (channel->instructions);
}

/**
 * sl_plan_report_print:
 * @plan: a plan
 *
 * Prints the plan for people.
 */
void
sl_plan_report_print (SlPlan *plan)
{
  GPtrArray *accounts = sl_plan_get_accounts (plan);
  GPtrArray *channels = sl_plan_get_channels (plan);

  if (accounts->len == 0 && channels->len == 0)
    printf ("%s\n",
            _ ("The plan is empty. Add an account: stormlanternctl plan add-account ADDRESS"));
  if (accounts->len > 0)
    printf ("%s\n", _ ("ACCOUNTS"));
  for (guint i = 0; i < accounts->len; i++)
    print_account (g_ptr_array_index (accounts, i));
  if (channels->len > 0)
    printf ("%s%s\n", accounts->len > 0 ? "\n" : "", _ ("CHANNELS"));
  for (guint i = 0; i < channels->len; i++)
    print_channel (g_ptr_array_index (channels, i));
}

/**
 * sl_plan_report_print_json:
 * @plan: a plan
 *
 * Prints the plan as the file holds it, on one line.
 */
void
sl_plan_report_print_json (SlPlan *plan)
{
  g_autofree char *text = sl_plan_to_json (plan);
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  g_autofree char *line = json_to_string (root, FALSE);

  printf ("%s\n", line);
}

/**
 * sl_plan_report_print_findings:
 * @findings: (element-type SlLintFinding): what lint found
 *
 * Prints one line for each.
 */
void
sl_plan_report_print_findings (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const SlLintFinding *finding = g_ptr_array_index (findings, i);

      printf ("%s\n", finding->text);
    }
  if (findings->len == 0)
    printf ("%s\n", _ ("The plan has no weak spot that can be seen from here."));
}

static JsonObject *
write_finding (const SlLintFinding *finding)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", sl_lint_kind_to_nick (finding->kind));
  if (finding->account != NULL)
    json_object_set_string_member (object, "account", finding->account);
  if (finding->channel != NULL)
    json_object_set_string_member (object, "channel", finding->channel);
  json_object_set_string_member (object, "text", finding->text);
  return object;
}

/**
 * sl_plan_report_print_findings_json:
 * @findings: (element-type SlLintFinding): what lint found
 *
 * Prints {"findings":[{"kind","account","channel","text"}]} on one line; "account" and "channel"
 * are left out where a finding is not about one.
 */
void
sl_plan_report_print_findings_json (GPtrArray *findings)
{
  g_autofree char *line = NULL;
  JsonObject      *object = json_object_new ();
  JsonArray       *array = json_array_new ();

  for (guint i = 0; i < findings->len; i++)
    json_array_add_object_element (array, write_finding (g_ptr_array_index (findings, i)));
  json_object_set_array_member (object, "findings", array);
  line = sl_json_line_new (object);
  fputs (line, stdout);
}
