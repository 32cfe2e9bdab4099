// swift-tools-version: 6.2

import PackageDescription

// What a Swift program might use instead, on the same work as Benchmarks' `peer-work`. A package of its own, since nothing
// else here needs swift-crypto.
let package = Package(
    name: "SwiftCryptoPeer",
    platforms: [.macOS(.v26)],
    dependencies: [.package(url: "https://github.com/apple/swift-crypto", from: "4.0.0")],
    targets: [
        .executableTarget(
            name: "SwiftCryptoPeer",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            path: "Sources"
        )
    ]
)
