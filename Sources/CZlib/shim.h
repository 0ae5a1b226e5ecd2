#pragma once
#include <string.h>
#include <zlib.h>

/// Begins to decompress gzip members (RFC 1952) and nothing else; the call is a macro, which Swift does not see.
static inline int mxc_gzip_begin(z_stream *stream) {
  memset(stream, 0, sizeof *stream);
  return inflateInit2(stream, 16 + MAX_WBITS);
}
