#include <libpq-fe.h>

#ifndef LIBPQ_HAS_PIPELINING
#error "The store in PostgreSQL needs libpq 14 or later: it sends several statements at once."
#endif
