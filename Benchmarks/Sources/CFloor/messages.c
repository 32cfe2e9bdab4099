#include "CFloor.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { key_size = 32, block_size = 16, vectors_per_draw = 256, nonce_size = 12, tag_size = 16, header_size = 87 };

static const unsigned char key[key_size] = {1};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static EVP_CIPHER_CTX *context_of(const char *name, const unsigned char *bytes, int encrypting) {
    EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, name, NULL);
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    EVP_CipherInit_ex2(context, cipher, bytes, NULL, encrypting, NULL);
    EVP_CIPHER_free(cipher);
    return context;
}

static int cipher(EVP_CIPHER_CTX *context, const unsigned char *vector, const unsigned char *input, size_t size,
                  unsigned char *output) {
    int count, last;
    return EVP_CipherInit_ex2(context, NULL, NULL, vector, -1, NULL) == 1
        && EVP_CipherUpdate(context, output, &count, input, (int)size) == 1
        && EVP_CipherFinal_ex(context, output + count, &last) == 1;
}

double floor_encrypt(int64_t count, int64_t size) {
    EVP_CIPHER_CTX *context = context_of("AES-256-CBC", key, 1);
    unsigned char vectors[vectors_per_draw * block_size];
    unsigned char *plaintext = calloc(1, (size_t)size), *output = malloc((size_t)size + block_size);
    int done = 1;
    double start = now();
    for (int64_t i = 0; i < count && done; i++) {
        if (i % vectors_per_draw == 0) done = RAND_priv_bytes(vectors, sizeof vectors) == 1;
        done = done && cipher(context, vectors + i % vectors_per_draw * block_size, plaintext, (size_t)size, output);
    }
    double time = now() - start;
    EVP_CIPHER_CTX_free(context);
    free(plaintext);
    free(output);
    return done ? time : -1;
}

double floor_decrypt(int64_t count, int64_t size) {
    EVP_CIPHER_CTX *encrypting = context_of("AES-256-CBC", key, 1), *decrypting = context_of("AES-256-CBC", key, 0);
    unsigned char vector[block_size] = {2};
    size_t sealed_size = ((size_t)size / block_size + 1) * block_size;
    unsigned char *plaintext = calloc(1, (size_t)size), *sealed = malloc(sealed_size), *opened = malloc(sealed_size);
    int done = cipher(encrypting, vector, plaintext, (size_t)size, sealed);
    double start = now();
    for (int64_t i = 0; i < count && done; i++) done = cipher(decrypting, vector, sealed, sealed_size, opened);
    double time = now() - start;
    EVP_CIPHER_CTX_free(encrypting);
    EVP_CIPHER_CTX_free(decrypting);
    free(plaintext);
    free(sealed);
    free(opened);
    return done ? time : -1;
}

struct rows {
    unsigned char **results;
    int64_t count, size;
    int done;
};

static void *encrypt_rows(void *argument) {
    struct rows *rows = argument;
    EVP_CIPHER_CTX *context = context_of("AES-256-CBC", key, 1);
    unsigned char vectors[vectors_per_draw * block_size];
    unsigned char *plaintext = calloc(1, (size_t)rows->size);
    rows->done = 1;
    for (int64_t i = 0; i < rows->count && rows->done; i++) {
        if (i % vectors_per_draw == 0) rows->done = RAND_priv_bytes(vectors, sizeof vectors) == 1;
        unsigned char *vector = vectors + i % vectors_per_draw * block_size;
        rows->results[i] = malloc((size_t)rows->size + 2 * block_size);
        memcpy(rows->results[i], vector, block_size);
        rows->done = rows->done
            && cipher(context, vector, plaintext, (size_t)rows->size, rows->results[i] + block_size);
    }
    EVP_CIPHER_CTX_free(context);
    free(plaintext);
    return NULL;
}

double floor_encrypt_rows(int64_t count, int64_t size, int threads) {
    pthread_t handles[threads];
    struct rows shares[threads];
    unsigned char **results = calloc((size_t)count, sizeof *results);
    double start = now();
    int64_t begin = 0;
    for (int i = 0; i < threads; i++) {
        int64_t share = count / threads + (i < count % threads);
        shares[i] = (struct rows){.results = results + begin, .count = share, .size = size, .done = 0};
        begin += share;
        if (pthread_create(&handles[i], NULL, encrypt_rows, &shares[i]) != 0) return -1;
    }
    int done = 1;
    for (int i = 0; i < threads; i++) {
        pthread_join(handles[i], NULL);
        done = done && shares[i].done;
    }
    double time = now() - start;
    for (int64_t i = 0; i < count; i++) free(results[i]);
    free(results);
    return done ? time : -1;
}

// HKDF-SHA-512, 64 bytes: the key of a message, and what its header holds.
static int derive(EVP_KDF *function, const unsigned char *salt, unsigned char *derived) {
    static const char info[] = "SealedMessages v1";
    EVP_KDF_CTX *context = EVP_KDF_CTX_new(function);
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, "SHA2-512", 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, (void *)key, key_size),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, (void *)salt, 32),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, (void *)info, sizeof info - 1),
        OSSL_PARAM_construct_end()};
    int done = EVP_KDF_derive(context, derived, 64, parameters);
    EVP_KDF_CTX_free(context);
    return done == 1;
}

static int frame(EVP_CIPHER_CTX *context, int encrypting, const unsigned char *header, const unsigned char *input,
                 size_t size, unsigned char *output, unsigned char *tag) {
    unsigned char nonce[nonce_size] = {0};
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_octet_string(OSSL_CIPHER_PARAM_AEAD_TAG, tag, tag_size), OSSL_PARAM_construct_end()};
    int count;
    return EVP_CipherInit_ex2(context, NULL, NULL, nonce, -1, NULL) == 1
        && EVP_CipherUpdate(context, NULL, &count, header, header_size) == 1
        && EVP_CipherUpdate(context, output, &count, input, (int)size) == 1
        && (encrypting || EVP_CIPHER_CTX_set_params(context, parameters) == 1)
        && EVP_CipherFinal_ex(context, output + size, &count) == 1
        && (!encrypting || EVP_CIPHER_CTX_get_params(context, parameters) == 1);
}

double floor_seal(int64_t count, int64_t size, int64_t frame_size, int encrypting) {
    EVP_KDF *function = EVP_KDF_fetch(NULL, "HKDF", NULL);
    EVP_CIPHER *gcm = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
    unsigned char header[header_size] = {2}, derived[64] = {3}, tag[tag_size];
    unsigned char *input = calloc(1, (size_t)size), *output = malloc((size_t)size + tag_size);
    // Something to open: one frame, which is opened again and again.
    size_t first = (size_t)(size < frame_size ? size : frame_size);
    int done = derive(function, header + 23, derived);
    if (!encrypting) {
        EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
        EVP_CipherInit_ex2(context, gcm, derived, NULL, 1, NULL);
        done = done && frame(context, 1, header, input, first, output, tag);
        memcpy(input, output, first);
        EVP_CIPHER_CTX_free(context);
    }
    double start = now();
    for (int64_t i = 0; i < count && done; i++) {
        if (encrypting) done = RAND_priv_bytes(header + 23, 32) == 1;
        done = done && derive(function, header + 23, derived);
        EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
        EVP_CipherInit_ex2(context, gcm, derived, NULL, encrypting, NULL);
        for (int64_t begin = 0; begin < size && done; begin += frame_size) {
            size_t length = (size_t)(size - begin < frame_size ? size - begin : frame_size);
            done = frame(context, encrypting, header, encrypting ? input + begin : input, length, output + begin, tag);
        }
        EVP_CIPHER_CTX_free(context);
    }
    double time = now() - start;
    EVP_KDF_free(function);
    EVP_CIPHER_free(gcm);
    free(input);
    free(output);
    return done ? time : -1;
}
