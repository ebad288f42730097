namespace System.Management.Automation.Evaluation;

/// <summary>Where a statement writes its output, one object at a time, already unrolled.</summary>
internal interface IOutputPipe
{
    /// <summary>Passes one object on. Null is an object too; <c>AutomationNull</c> never comes here.</summary>
    void Add(object? value);
}
