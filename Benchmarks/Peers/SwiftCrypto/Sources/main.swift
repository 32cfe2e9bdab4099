// Prints a name and the median time in nanoseconds, a line for each work, as Benchmarks' `peer-work` does.
import Crypto
import CryptoExtras

let secret = SymmetricKey(size: .bits256)
let wrapping = SymmetricKey(size: .bits256)
let place = [UInt8](repeating: 2, count: 46)
let password = Array("9-Small-Otters-Swim".utf8)
let count = 20_000

func report(_ name: String, runs: Int, per count: Int, _ work: () throws -> Void) rethrows {
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<runs { times.append(try clock.measure(work) / .nanoseconds(1) / Double(count)) }
    print(name, times.sorted()[runs / 2])
}

func wrap(under key: SymmetricKey) throws -> AES.GCM.SealedBox {
    try secret.withUnsafeBytes { try AES.GCM.seal($0, using: key, authenticating: place) }
}

func salt() -> [UInt8] {
    (0..<16).map { _ in UInt8.random(in: .min ... .max) }
}

try report("wrap", runs: 15, per: count) {
    for _ in 0..<count { _ = try wrap(under: wrapping) }
}
let sealed = try wrap(under: wrapping)
try report("unwrap", runs: 15, per: count) {
    for _ in 0..<count { _ = try SymmetricKey(data: AES.GCM.open(sealed, using: wrapping, authenticating: place)) }
}
try report("scrypt-2^17", runs: 7, per: 1) {
    _ = try wrap(
        under: KDF.Scrypt.deriveKey(
            from: password, salt: salt(), outputByteCount: 32, rounds: 1 << 17, blockSize: 8, parallelism: 1))
}
try report("pbkdf2-600000", runs: 7, per: 1) {
    _ = try wrap(
        under: KDF.Insecure.PBKDF2.deriveKey(
            from: password, salt: salt(), using: .sha512, outputByteCount: 32, rounds: 600_000))
}
