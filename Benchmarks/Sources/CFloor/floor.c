#include "CFloor.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { key_size = 32, nonce_size = 12, tag_size = 16, data_size = 46, nonces_per_draw = 256 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static EVP_CIPHER_CTX *cipher_context(int sealing) {
    static const unsigned char key[key_size] = {1};
    EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    EVP_CipherInit_ex2(context, cipher, key, NULL, sealing, NULL);
    EVP_CIPHER_free(cipher);
    return context;
}

static int tag(int set, EVP_CIPHER_CTX *context, unsigned char *bytes) {
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_octet_string(OSSL_CIPHER_PARAM_AEAD_TAG, bytes, tag_size), OSSL_PARAM_construct_end()};
    return set ? EVP_CIPHER_CTX_set_params(context, parameters) : EVP_CIPHER_CTX_get_params(context, parameters);
}

static int seal(EVP_CIPHER_CTX *context, const unsigned char *nonce, const unsigned char *data,
                const unsigned char *key, unsigned char *sealed) {
    int length;
    return EVP_CipherInit_ex2(context, NULL, NULL, nonce, -1, NULL) == 1
        && EVP_CipherUpdate(context, NULL, &length, data, data_size) == 1
        && EVP_CipherUpdate(context, sealed, &length, key, key_size) == 1
        && EVP_CipherFinal_ex(context, sealed + key_size, &length) == 1
        && tag(0, context, sealed + key_size) == 1;
}

static int unseal(EVP_CIPHER_CTX *context, const unsigned char *nonce, const unsigned char *data,
                  unsigned char *sealed, unsigned char *key) {
    int length;
    return EVP_CipherInit_ex2(context, NULL, NULL, nonce, -1, NULL) == 1
        && EVP_CipherUpdate(context, NULL, &length, data, data_size) == 1
        && EVP_CipherUpdate(context, key, &length, sealed, key_size) == 1
        && tag(1, context, sealed + key_size) == 1
        && EVP_CipherFinal_ex(context, key, &length) == 1;
}

double floor_wrap(int64_t count) {
    EVP_CIPHER_CTX *context = cipher_context(1);
    unsigned char nonces[nonces_per_draw * nonce_size], data[data_size] = {2}, key[key_size] = {3};
    unsigned char sealed[key_size + tag_size];
    int done = 1;
    double start = now();
    for (int64_t i = 0; i < count && done; i++) {
        if (i % nonces_per_draw == 0) done = RAND_priv_bytes(nonces, sizeof nonces) == 1;
        done = done && seal(context, nonces + i % nonces_per_draw * nonce_size, data, key, sealed);
    }
    double time = now() - start;
    EVP_CIPHER_CTX_free(context);
    return done ? time : -1;
}

double floor_unwrap(int64_t count) {
    CRYPTO_secure_malloc_init(1 << 20, 32);
    EVP_CIPHER_CTX *sealing = cipher_context(1), *opening = cipher_context(0);
    unsigned char nonce[nonce_size] = {1}, data[data_size] = {2}, key[key_size] = {3}, sealed[key_size + tag_size];
    int done = seal(sealing, nonce, data, key, sealed);
    double start = now();
    for (int64_t i = 0; i < count && done; i++) {
        unsigned char *opened = CRYPTO_secure_malloc(key_size, NULL, 0);
        done = opened != NULL && unseal(opening, nonce, data, sealed, opened);
        CRYPTO_secure_clear_free(opened, key_size, NULL, 0);
    }
    double time = now() - start;
    EVP_CIPHER_CTX_free(sealing);
    EVP_CIPHER_CTX_free(opening);
    return done ? time : -1;
}

struct share {
    int64_t count;
    int done;
};

static void *rewrap(void *argument) {
    struct share *share = argument;
    EVP_CIPHER_CTX *sealing = cipher_context(1), *opening = cipher_context(0);
    unsigned char nonces[nonces_per_draw * nonce_size], data[data_size] = {2}, key[key_size] = {3};
    unsigned char old[nonce_size] = {4}, sealed[key_size + tag_size], resealed[key_size + tag_size];
    share->done = seal(sealing, old, data, key, sealed);
    for (int64_t i = 0; i < share->count && share->done; i++) {
        if (i % nonces_per_draw == 0) share->done = RAND_priv_bytes(nonces, sizeof nonces) == 1;
        share->done = share->done && unseal(opening, old, data, sealed, key)
            && seal(sealing, nonces + i % nonces_per_draw * nonce_size, data, key, resealed);
    }
    EVP_CIPHER_CTX_free(sealing);
    EVP_CIPHER_CTX_free(opening);
    return NULL;
}

double floor_rewrap(int64_t count, int threads) {
    pthread_t handles[threads];
    struct share shares[threads];
    double start = now();
    for (int i = 0; i < threads; i++) {
        shares[i] = (struct share){.count = count / threads + (i < count % threads), .done = 0};
        if (pthread_create(&handles[i], NULL, rewrap, &shares[i]) != 0) return -1;
    }
    int done = 1;
    for (int i = 0; i < threads; i++) {
        pthread_join(handles[i], NULL);
        done = done && shares[i].done;
    }
    return done ? now() - start : -1;
}

double floor_pbkdf2(int iterations) {
    unsigned char salt[16] = {1}, key[32];
    double start = now();
    int done = PKCS5_PBKDF2_HMAC("Fjord 7 Basalt", 14, salt, sizeof salt, iterations, EVP_sha512(), sizeof key, key);
    return done == 1 ? now() - start : -1;
}

// As the store sets them.
static const char settings[] =
    "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;"
    "PRAGMA journal_size_limit = 1048576; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;"
    "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON";

static const char selection[] =
    "SELECT database_id, kind, number, slot, sealed FROM key_encryptions "
    "WHERE protector = 2 AND protector_database_id = 1 AND protector_kind = 1 AND protector_number = 102";

static const char update[] =
    "UPDATE key_encryptions SET sealed = ? WHERE database_id = ? AND kind = ? AND number = ? AND slot = ?";

struct row {
    sqlite3_int64 id[4];
    unsigned char sealed[61];
};

double floor_sqlite_update(const char *path, int64_t *rows) {
    sqlite3 *database;
    sqlite3_stmt *statement;
    double result = -1;
    if (sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) return -1;
    if (sqlite3_exec(database, settings, NULL, NULL, NULL) != SQLITE_OK) goto close;

    double start = now();
    int64_t count = 0, capacity = 0;
    struct row *all = NULL;
    if (sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK) goto close;
    if (sqlite3_prepare_v2(database, selection, -1, &statement, NULL) != SQLITE_OK) goto close;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        if (count == capacity) {
            capacity = capacity ? 2 * capacity : 1024;
            all = realloc(all, (size_t)capacity * sizeof *all);
            if (!all) abort();
        }
        for (int i = 0; i < 4; i++) all[count].id[i] = sqlite3_column_int64(statement, i);
        if (sqlite3_column_bytes(statement, 4) != sizeof all->sealed) abort();
        memcpy(all[count].sealed, sqlite3_column_blob(statement, 4), sizeof all->sealed);
        count++;
    }
    sqlite3_finalize(statement);
    if (sqlite3_prepare_v2(database, update, -1, &statement, NULL) != SQLITE_OK) goto free;
    for (int64_t i = 0; i < count; i++) {
        // The very bytes that were there, so that the store stays what it is; SQLite writes them all the same.
        sqlite3_bind_blob(statement, 1, all[i].sealed, sizeof all->sealed, SQLITE_STATIC);
        for (int j = 0; j < 4; j++) sqlite3_bind_int64(statement, 2 + j, all[i].id[j]);
        if (sqlite3_step(statement) != SQLITE_DONE || sqlite3_reset(statement) != SQLITE_OK) goto finalize;
    }
    if (sqlite3_exec(database, "COMMIT", NULL, NULL, NULL) == SQLITE_OK) {
        result = now() - start;
        *rows = count;
    }
finalize:
    sqlite3_finalize(statement);
free:
    free(all);
close:
    sqlite3_close(database);
    return result;
}
