import KeyHierarchy

/// What follows from losing things: computed from an inventory, without any secret.
///
/// The analysis counts on what the inventory says: that a backup is where it was verified, and that the passwords are where
/// their labels say. A rehearsal, ``Rehearsal``, is what proves it.
public struct RecoveryAnalysis: Sendable {
    /// What is analysed.
    public let inventory: Inventory
    let graph: KeyGraph
    /// What can be reached as it is, before anything is lost.
    let reach: Reach

    /// Prepares the analysis of an inventory. The time is that of the number of keys and backups.
    ///
    /// - Parameter inventory: What the instance consists of.
    public init(_ inventory: Inventory) {
        self.inventory = inventory
        graph = KeyGraph(inventory)
        reach = Reach(graph)
    }

    /// Everything that can be lost, in the order in which the inventory names it.
    public var assets: [Asset] {
        graph.assets
    }

    /// The keys that nothing opens as it is: with no protector left, under a key that is gone, or in a circle.
    ///
    /// That a row in the store is damaged, or under another key than it says, as what force has given up, only opening it can
    /// tell: ``Rehearsal`` does.
    public var unreachableKeys: [Inventory.Key] {
        inventory.keys.indices.filter { inventory.keys[$0].isSecret && !reach.isReached($0) }.map {
            inventory.keys[$0]
        }
    }
}
