#if os(Linux)

@testable import KeyCryptography
import MemorySearch
import Testing

/// What the operating system says about the memory of secrets, and what is left in it.
///
/// Serialised, because one test fills the arena that the others look at.
@Suite(.serialized) struct SecretMemoryTests {
    /// More secrets, of 32 KiB each, than an arena of 1 MiB holds.
    private func threeMebibytes() -> [SharedSecret] {
        (0..<96).map { SharedSecret(SecretBytes([UInt8](repeating: $0, count: 32 << 10))) }
    }

    private func end(_ secret: consuming SecretBytes) {}

    @Test(.enabled(if: ProcessMemory.mayBeLocked, "The limit on locked memory is below the size of the arena."))
    func aSecretLiesInLockedMemoryThatIsNotDumped() throws {
        let secret = try SecretBytes.random(count: 32)
        let mapping = try #require(try ProcessMemory.mapping(of: secret))
        #expect(mapping.isLocked)
        #expect(mapping.isLeftOutOfDumps)
    }

    @Test func theArenaEndsInPagesThatNobodyMayTouch() throws {
        let secret = try SecretBytes.random(count: 32)
        let mappings = try ProcessMemory.mappings()
        let arena = try #require(try ProcessMemory.mapping(of: secret)).addresses
        #expect(mappings.contains { $0.addresses.upperBound == arena.lowerBound && !$0.isReadable })
        #expect(mappings.contains { $0.addresses.lowerBound == arena.upperBound && !$0.isReadable })
    }

    @Test func nothingOfASecretIsLeftWhenItEnds() throws {
        let secret = try SecretBytes.random(count: 32)
        let trace = Trace(of: secret)
        let mappings = try ProcessMemory.mappings()
        #expect(try trace.isFound(in: mappings))
        end(secret)
        #expect(try !trace.isFound(in: mappings))
    }

    @Test func nothingIsLeftOfASecretThatFoundNoRoomInTheArena() throws {
        let others = threeMebibytes()
        let secret = try SecretBytes.random(count: 48 << 10)
        let trace = Trace(of: secret)
        let mappings = try ProcessMemory.mappings()
        let mapping = try #require(try ProcessMemory.mapping(of: secret))
        #expect(!mapping.isLeftOutOfDumps, "The arena was to be full.")
        #expect(try trace.isFound(in: mappings))
        end(secret)
        #expect(try !trace.isFound(in: mappings))
        _ = consume others
    }

    @Test func nothingIsLeftOfASecretWhoseInitialisationFailed() throws {
        struct Failure: Error {}
        let complement = try SystemRandomSource().bytes(32)
        let mappings = try ProcessMemory.mappings()
        #expect(throws: Failure.self) {
            _ = unsafe try SecretBytes(count: 32) { memory throws(Failure) in
                for index in memory.indices { unsafe memory[index] = ~complement[index] }
                throw Failure()
            }
        }
        #expect(try !Trace(ofComplement: complement).isFound(in: mappings))
    }

    @Test func nothingOfAnOpenedMessageIsLeftWhenItEnds() throws {
        let key = try SecretBytes.random(count: 32)
        let nonce = try SystemRandomSource().bytes(AES256GCM.nonceSize)
        let secret = try SecretBytes.random(count: 64)
        let trace = Trace(of: secret)
        let mappings = try ProcessMemory.mappings()
        let sealed = try secret.withBytes { bytes in
            try AES256GCM(.sealing, key: key).seal(bytes, nonce: nonce, associatedData: [])
        }
        end(secret)
        let opened = try AES256GCM(.opening, key: key).open(sealed, nonce: nonce, associatedData: [])
        #expect(try trace.isFound(in: mappings))
        end(opened)
        #expect(try !trace.isFound(in: mappings))
    }

    @Test func nothingOfADerivedKeyIsLeftWhenItEnds() throws {
        let key = try SecretBytes.random(count: 32)
        let derived = try KeyDerivation.hkdf(.sha256, from: key, info: [1], count: 32)
        let trace = Trace(of: derived)
        let mappings = try ProcessMemory.mappings()
        #expect(try trace.isFound(in: mappings))
        end(derived)
        #expect(try !trace.isFound(in: mappings))
    }

    /// Traces of the first prime, in libcrypto's order of bytes and in that of DER. An allocator's notes at the start of
    /// what is freed do not reach them.
    private func traces(of key: RSAPrivateKey) throws -> [Trace] {
        let numbers = try key.numbers()
        let complement = numbers.bytes.withBytes { bytes in
            (256..<372).map { unsafe ~bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
        return [Trace(ofComplement: complement), Trace(ofComplement: complement.dropLast(32).reversed())]
    }

    @Test func nothingOfAPrivateKeyIsLeftWhenItEnds() async throws {
        var key = Optional(try await RSAPrivateKey.generate(bits: 2048))
        let traces = try traces(of: #require(key))
        #expect(try traces[0].isFound(in: ProcessMemory.mappings()))
        for _ in 0..<2 { key = try RSAPrivateKey(pkcs8: #require(key).pkcs8()) }
        let block = try #require(key).publicKey.encryptOAEP([1, 2, 3])
        _ = try key?.decryptOAEP(block)
        _ = try? key?.decryptPKCS1v15InEitherByteOrder(block)
        _ = try key?.signature(for: block)
        let certificate = try X509Certificate.selfSigned(
            commonName: "Sales", notBefore: 0, notAfter: 0, key: #require(key), serialNumber: [1])
        let file = try await PKCS12(certificate: certificate, key: #require(key)).encoded(under: "x", iterations: 1)
        key = try await PKCS12(decoding: file, password: "x").key
        let mappings = try ProcessMemory.mappings()
        #expect(try traces[0].isFound(in: mappings))
        key = nil
        for trace in traces { #expect(try !trace.isFound(in: mappings)) }
    }

    /// libcrypto lays the password out in UTF-16 for PKCS #12, and does not wipe that.
    @Test(arguments: [8, 24, 100])
    func nothingOfAPasswordOfPKCS12IsLeftWhenItEnds(count: Int) throws {
        let characters = try SystemRandomSource().bytes(count).map { 0x41 + $0 % 26 }
        let password = try Password(utf8: SecretBytes(characters))
        let trace = Trace(ofComplement: characters.flatMap { [0xFF, ~$0] })
        for _ in 0..<2 {
            _ = try PKCS12KeyDerivation.derive(
                .integrityKey, from: password, salt: [1, 2, 3], iterations: 3, digest: "SHA256", count: 32)
            #expect(try !trace.isFound(in: ProcessMemory.mappings()))
        }
    }

    @Test func anRSAKeyIsGeneratedWhileOurShareOfTheArenaIsUsedUp() async throws {
        let others = threeMebibytes()
        let small = (0..<2000).map { _ in SharedSecret(SecretBytes([UInt8](repeating: 1, count: 100))) }
        let key = try await RSAPrivateKey.generate(bits: 1024)
        #expect(try key.decryptOAEP(key.publicKey.encryptOAEP([1])).array == [1])
        _ = consume others
        _ = consume small
    }

    @Test func moreSecretsThanTheArenaHoldsAreKeptIntact() throws {
        var secrets = threeMebibytes()
        for (index, secret) in secrets.enumerated() {
            #expect(secret.bytes.count == 32 << 10)
            #expect(secret.bytes.array.allSatisfy { $0 == UInt8(index) })
        }
        secrets = []
        // The arena has room again.
        let secret = try SecretBytes.random(count: 32)
        #expect(try #require(try ProcessMemory.mapping(of: secret)).isLeftOutOfDumps)
    }
}

#endif
