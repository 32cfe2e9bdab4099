import KeyHierarchyTesting

/// What a disk makes of the changes that were not forced onto it when the power fails.
enum PowerLoss: CaseIterable {
    case everythingIsLost
    case everythingIsKept
    /// Files are there with their names and their sizes, and zeros in them.
    case bytesAreLost
    case namesAreLost
    /// Each change has a fate of its own.
    case someIsLost

    enum Fate: CaseIterable {
        case lost, kept
        /// Of a write, how far it made the file grow.
        case sizeAlone
        /// Of a write, some sectors.
        case torn
    }

    func fate(isName: Bool, using generator: inout SplitMix64) -> Fate {
        switch self {
        case .everythingIsLost: .lost
        case .everythingIsKept: .kept
        case .bytesAreLost: isName ? .kept : .sizeAlone
        case .namesAreLost: isName ? .lost : .kept
        case .someIsLost: Fate.allCases.randomElement(using: &generator) ?? .lost
        }
    }
}
