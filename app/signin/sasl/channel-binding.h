/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * SlChannelBinding:
 * @exporter: tls-exporter (TLS 1.3), else tls-unique (TLS 1.2)
 * @base64: (nullable): the data, %NULL if the connection gives none
 *
 * What both ends of a TLS connection know and nobody in between does. Source: RFC 5929, 3; RFC
 * 9266.
 */
typedef struct
{
  gboolean exporter;
  char    *base64;
} SlChannelBinding;
