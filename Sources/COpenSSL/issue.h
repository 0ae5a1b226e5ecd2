#pragma once
// Making keys and certificates: what Swift can't call by itself.
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

/// A new P-256 key. `EVP_EC_gen` is a macro over the variadic `EVP_PKEY_Q_keygen`.
static inline EVP_PKEY *mx_make_p256_key(void) {
  return EVP_EC_gen("P-256");
}

/// A new RSA key. `EVP_RSA_gen` is a macro over the variadic `EVP_PKEY_Q_keygen`.
static inline EVP_PKEY *mx_make_rsa_key(int bits) {
  return EVP_RSA_gen((size_t)bits);
}

/// Adds the extension `nid` with a value in the notation of x509v3_config(5); 1 on success.
/// `X509V3_set_ctx_nodb` is a macro that writes into a structure Swift can't build.
static inline int mx_add_extension(X509 *certificate, X509 *issuer, int nid, const char *value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
  X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
  if (extension == NULL) return 0;
  int added = X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
  return added;
}
