import KeyHierarchy
import Recovery

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What keys lack, for programs.
struct PostureResult: Encodable {
    struct Shortfall: Encodable {
        let kind: String
        let explanation: String
        let remedy: RecoveryStep
    }

    struct Key: Encodable {
        let title: String
        let database: String
        let name: String
        let kind: String
        let backupVerified: Date?
        let backupPlaces: Int
        let provedProtectors: Int
        let expiryDate: Date?
        let shortfalls: [Shortfall]
    }

    let server: String
    let time: Date
    let maximumAgeSeconds: Int64
    let inOrder: Bool
    let keys: [Key]

    init(_ posture: Posture) {
        server = posture.server
        time = posture.time
        maximumAgeSeconds = posture.maximumAge.components.seconds
        inOrder = posture.isInOrder
        keys = posture.keys.map { key in
            Key(
                title: key.title, database: key.database, name: key.name, kind: key.id.kind.noun,
                backupVerified: key.backupVerified, backupPlaces: key.backupPlaceCount,
                provedProtectors: key.provedProtectorCount, expiryDate: key.expiryDate,
                shortfalls: key.shortfalls.map {
                    Shortfall(kind: $0.kind.rawValue, explanation: $0.explanation, remedy: $0.remedy)
                })
        }
    }
}
