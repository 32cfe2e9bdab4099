// The authenticated encryption of libcrypto, which the library has brought into the process anyway.

#ifndef CLIBCRYPTO_SHIM_H
#define CLIBCRYPTO_SHIM_H

#include <openssl/evp.h>
#include <openssl/rand.h>

#endif
