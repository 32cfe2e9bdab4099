#ifndef CPASSWORDLISTS_H
#define CPASSWORDLISTS_H

#include <stddef.h>

/// The bytes of one list, which live as long as the program.
///
/// One entry a line, each ended by a line feed; lower case, valid UTF-8, sorted by byte value, no entry twice.
struct CPasswordList {
    /// The first byte of the first entry.
    const unsigned char *_Nonnull start;
    /// The number of bytes, line feeds included.
    size_t count;
};

/// The passwords that people use most.
struct CPasswordList CPasswordListCommon(void);

/// The passwords printed in documentation and tutorials of SQL Server.
struct CPasswordList CPasswordListDocumentation(void);

#endif
