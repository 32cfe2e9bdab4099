extension Session {
    /// Carries a plan out.
    ///
    /// - Parameters:
    ///   - plan: The plan, of this session or another one of the same instance.
    ///   - progress: Called as the work goes on, on another thread.
    /// - Returns: What was done: the report of the plan.
    /// - Throws: ``HierarchyError/Code-swift.struct/planOutdated`` when anything in the instance has changed since the
    ///   plan was made, or the plan is about another instance; `permissionDenied`, as for the operation itself; nothing is
    ///   changed then.
    @discardableResult
    public func commit(
        _ plan: Plan,
        progress: (@Sendable (ChangeProgress) -> Void)? = nil
    ) async throws -> ChangeReport {
        try await audited(plan.change.action, plan.change.subject) {
            try await require(plan.change.permission, orThrow: plan.change.denied)
            return try await commit(plan.change, of: plan, progress: progress)
        }
    }
}
