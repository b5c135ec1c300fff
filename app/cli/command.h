/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Exit codes of stormlanternctl; stable. */
typedef enum
{
  SL_EXIT_FINE = 0,
  SL_EXIT_NOT_FINE = 1,  /* the answer is "not fine" */
  SL_EXIT_USAGE = 2,     /* bad usage or bad input: one line on standard error */
  SL_EXIT_FAILED = 3,    /* the service or the system failed */
} SlExit;

/**
 * SlCommand:
 * @name: as typed
 * @usage: what follows the name, such as "[--json] FILE"
 * @summary: one untranslated line for --help
 * @run: runs it; argv[0] is the command's own name; returns an exit code
 */
typedef struct
{
  const char *name;
  const char *usage;
  const char *summary;
  int       (*run) (int argc, char **argv);
} SlCommand;

extern const SlCommand sl_command_check;
extern const SlCommand sl_command_feed;
extern const SlCommand sl_command_diagnose;
extern const SlCommand sl_command_status;
extern const SlCommand sl_command_check_now;
extern const SlCommand sl_command_pause;
extern const SlCommand sl_command_resume;
extern const SlCommand sl_command_mute;
extern const SlCommand sl_command_plan;
extern const SlCommand sl_command_providers;
extern const SlCommand sl_command_drill;

gboolean sl_command_parse (const SlCommand *command, const GOptionEntry *entries, int *argc, char ***argv, int *exit_code);
int      sl_command_fail (SlExit exit_code, const char *format, ...) G_GNUC_PRINTF (2, 3);
