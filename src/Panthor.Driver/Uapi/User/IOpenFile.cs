namespace Panthor.Driver.Uapi.User;

/// <summary>What a file descriptor of a client can stand for (<c>struct file</c>).</summary>
public interface IOpenFile
{
    /// <summary>What kind of file it is: "sync_file".</summary>
    string Name { get; }

    /// <summary>Takes a reference (<c>get_file()</c>).</summary>
    void Get();

    /// <summary>Gives a reference back (<c>fput()</c>).</summary>
    void Put();
}
