/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check.h"
#include "scripted-server.h"
#include "test-certificates.h"

/* What the scripted sign-ins present. The password is easy to find in what a server received. */
#define FIXTURE_USER "ann@example.org"
#define FIXTURE_PASSWORD "Sturmlaterne-7"

/* Silence is waited for in few tests only, so that they stay quick; a handshake on a busy machine
 * must fit. */
#define FIXTURE_STEP_MS 600
#define FIXTURE_CHECK_MS 5000

/**
 * FixtureCase:
 * @name: what a user would see, as the test's path
 * @security: implicit TLS or STARTTLS
 * @kind: door or sign-in
 * @script: what the server does, see #SlScriptedServer
 * @certificate: index of FixtureCertificate
 * @outcome: what must come out
 * @stage: in which stage
 * @n_presented: how often the server may have received the credential, over TLS
 */
typedef enum
{
  GOOD,
  EXPIRED,
  OTHER_HOST,
  SELF_SIGNED,
} FixtureCertificate;

typedef struct
{
  const char        *name;
  SlSecurity         security;
  SlCheckKind        kind;
  const char        *script;
  FixtureCertificate certificate;
  const char        *outcome;
  const char        *stage;
  guint              n_presented;
} FixtureCase;

void fixture_add_cases (SlProtocol protocol, const FixtureCase *cases, gsize n_cases);

/* printf'd into scripts: the response of PLAIN for that user and password. */
char *fixture_plain_response (void);

SlCheckRequest *
fixture_request (SlProtocol protocol, SlSecurity security, SlCheckKind kind, guint16 port);
SlCheckResult *
fixture_run (SlScriptedServer *server, SlProtocol protocol, SlSecurity security, SlCheckKind kind);
void  fixture_assert_outcome (const SlCheckResult *result, const char *outcome, const char *stage);
void  fixture_assert_no_secret (const SlCheckResult *result);
guint fixture_count (const char *text, const char *part);
