# Command streams: the assembler in the script block, the disassembler, and where the words go.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../PanthorPS.psd1')

    # The words of a block, in hexadecimal.
    function Get-Words([scriptblock] $Block) {
        (New-GpuCommandStream $vm 0x400000 $Block -ErrorAction Stop).Words | ForEach-Object { '{0:x16}' -f $_ }
    }

    # What is wrong with a block, without the numbers of the lines.
    function Get-Mistakes([scriptblock] $Block) {
        try { $null = New-GpuCommandStream $vm 0x400000 $Block -ErrorAction Stop }
        catch {
            $_.FullyQualifiedErrorId | Should -Be 'CommandStream,PanthorPS.NewGpuCommandStreamCommand'
            $_.Exception.Mistakes
        }
    }
}

Describe 'The commands of a stream' {
    BeforeAll {
        $null = New-GpuDevice -Memory 32MB
        $vm = New-GpuVm
    }

    AfterAll {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'become known words: <word>' -TestCases @(
        @{ block = { Nop }; word = '0000000000000000' }
        @{ block = { Mov d68 0x1001000 }; word = '0144000001001000' }
        @{ block = { Mov r70 0xdeadbeef }; word = '02460000deadbeef' }
        @{ block = { Mov r70 0 }; word = '0246000000000000' }
        @{ block = { Store [d68] r70 }; word = '1546440000010000' }
        @{ block = { Load r0 [d10] }; word = '14000a0000010000' }
        @{ block = { Load r3 [d0] }; word = '1403000000010000' }
        @{ block = { Wait }; word = '0300000000ff0000' }
        @{ block = { Wait 0 }; word = '0300000000010000' }
        @{ block = { FlushCache r70 -Slot 1 }; word = '2401460000000233' }
        @{ block = { Add r1 r1 0 }; word = '1001010000000000' }
        @{ block = { Add r0 0xab }; word = '10000000000000ab' }
        @{ block = { Mov r4 r3 }; word = '1004030000000000' }
        @{ block = { Add r2 1 }; word = '1002020000000001' }
        @{ block = { Add r4 -1 }; word = '10040400ffffffff' }
        @{ block = { Sub r4 1 }; word = '10040400ffffffff' }
        @{ block = { Branch 2 r42 -le 0 }; word = '16002a0000000002' }
        @{ block = { Branch 3 r1 -ge 0 }; word = '1600010050000003' }
        @{ block = { Branch 1 }; word = '1600000060000001' }
        @{ block = { Branch -3 }; word = '160000006000fffd' }
        @{ block = { Branch -6 r0 -lt 0 }; word = '160000004000fffa' }
        @{ block = { Branch -5 r10 -eq 0 }; word = '16000a002000fffb' }
        @{ block = { SyncWait [d0] -gt r2 }; word = '2700000210000000' }
        @{ block = { SyncSet [d8] r6 }; word = '2600080600000000' }
        @{ block = { SyncAdd [d92] d94 -Propagate }; word = '33005c5e00000001' }
        @{ block = { Call d92 r94 }; word = '20005c5e00000000' }
        @{ block = { ErrorBarrier }; word = '2f00000000000000' }
        @{ block = { Word 0xff00000000000000 }; word = 'ff00000000000000' }
    ) {
        Get-Words $block | Should -Be $word
    }

    It 'exist for each instruction of the GPU under its own name, too' {
        $words = Get-Words {
            MOVE48 d68 0x1001000
            STORE_MULTIPLE [d68+8] r70 -Mask 1
            SYNC_SET32 [d8] r6 -Scope Csg -Slot 1 -Wait 0, 2
            RUN_COMPUTE -Increment 4 -Axis y -Progress
        }
        $words | Should -Be '0144000001001000', '1546440000010008', '2601080600050004', '0400000100004004'
    }

    It 'do not depend on upper or lower case' {
        Get-Words { mov R70 0; STOREstate [D0+8] cyclecount } | Should -Be '0246000000000000', '2800000100000008'
    }

    It 'take variables, expressions and texts' {
        $register = 'r2'
        $values = 5, 7
        Get-Words { Mov $register $values[1]; Mov "d$(2 * 2)" ($values[0] * 3); Store [d4+$(8 * 2)] $register } |
            Should -Be '0202000000000007', '010400000000000f', '1502040000010010'
    }

    It 'append what loops and conditions of PowerShell decide' {
        $wide = $false
        $words = Get-Words {
            foreach ($i in 0..2) { Mov "r$i" $i }
            if ($wide) { Mov d4 0 } else { Nop }
            $k = 1
            while ($k -lt 3) { Add r0 $k; $k++ }
        }
        $words | Should -Be '0200000000000000', '0201000000000001', '0202000000000002', '0000000000000000',
            '1000000000000001', '1000000000000002'
    }

    It 'load and store several registers at once' {
        $words = Get-Words { Store [d8] r0..r3; Load r0, r2 [d8-4]; Store [d8] d4, d6 -Offset 32; Load r5 [d8] }
        $words | Should -Be '15000800000f0000', '140008000005fffc', '15040800000f0020', '1405080000010000'
    }

    It 'set a pair to 64 bits with two words' {
        Get-Words { Mov d2 0xfffffffffffff } | Should -Be '02020000ffffffff', '02030000000fffff'
        Get-Words { Mov d2 -1 } | Should -Be '02020000ffffffff', '02030000ffffffff'
        Get-Words { Mov d2 0xdeadbeef } | Should -Be '01020000deadbeef'
    }

    It 'know labels before and after' {
        $words = Get-Words { Label Top; Branch End r4 -eq 0; Add r4 -1; Branch Top; Label End }
        $words | Should -Be '1600040020000002', '10040400ffffffff', '160000006000fffd'
    }

    It 'repeat what the GPU is to repeat, once in memory' {
        $words = Get-Words { Repeat r4 1000 { Add r2 1; Repeat r5 2 { Nop } } }
        $words.Count | Should -Be 8
        $words[0] | Should -Be '02040000000003e8'
        $words[7] | Should -Be '160004001000fff9'
    }

    It 'call other streams' {
        $sub = New-GpuCommandStream $vm 0x500000 { Nop 4 }
        Get-Words { Call $sub d10 r12 } | Should -Be '010a000000500000', '020c000000000020', '20000a0c00000000'
    }

    It 'leave no trace in the session' {
        Get-Words { Mov r0 1 } | Should -Be '0200000000000001'
        Get-Command Mov -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-Variable GpuStreamScript -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'see the variables of whoever calls' {
        function New-Counter([int] $Step) { Get-Words { Add r2 $Step } }
        New-Counter -Step 3 | Should -Be '1002020000000003'
    }
}

Describe 'Mistakes in a stream' {
    BeforeAll {
        $null = New-GpuDevice -Memory 32MB
        $vm = New-GpuVm
    }

    AfterAll {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'are told: <words>' -TestCases @(
        @{ block = { Mov r99 1 }; words = '*Register 99 does not exist*96*' }
        @{ block = { Mov d1 1 }; words = '*d1 is no pair*d0*' }
        @{ block = { Mov x1 1 }; words = "*'x1' is no register*" }
        @{ block = { Mov r1 }; words = '*Mov: the value is missing*Mov <register> <number or register>*' }
        @{ block = { Mov r1 2 3 }; words = "*'3' is one operand too many*" }
        @{ block = { Mov r1 0x100000000 }; words = '*does not fit into 32 bits*' }
        @{ block = { Mov d2 (0xdeadbeef) }; words = '*-559038737 is negative*0xdeadbeefu*' }
        @{ block = { Mov r1 $null }; words = '*null was given*' }
        @{ block = { Add r0 r1 r2 }; words = '*ADD32 does not exist*architecture 13*' }
        @{ block = { And r0 r1 r2 }; words = '*LOGIC_OP32 does not exist*architecture 11*' }
        @{ block = { Store [r0] r1 }; words = "*'?r0?' is no address*" }
        @{ block = { Store [d0+100000] r1 }; words = '*100000 is out of range*' }
        @{ block = { Load r0, r20 [d0] }; words = '*r0 and r20 are too far apart*' }
        @{ block = { Load r90..r99 [d0] }; words = '*Register 99 does not exist*' }
        @{ block = { Branch Nowhere }; words = "*'Nowhere' is not defined*" }
        @{ block = { Label A; Label A }; words = "*'A' is defined twice*" }
        @{ block = { Label 9 }; words = '*no name of a label*' }
        @{ block = { Branch A r4 -gt 5; Label A }; words = '*compares with 0, not with 5*' }
        @{ block = { SyncWait [d0] r2 }; words = '*the condition is missing*' }
        @{ block = { Wait 8 }; words = "*'8' is no scoreboard entry*0 to 7*" }
        @{ block = { Run }; words = '*which job?*-Compute*' }
        @{ block = { Run -Compute -Fragment }; words = '*a job is of one kind*' }
        @{ block = { Run -Compute -Fast }; words = '*there is no option -Fast*' }
        @{ block = { Run -Compute -Axis w }; words = "*'w' is not possible for axis: x, y, z*" }
        @{ block = { FlushCache r1 -Slot }; words = '*-Slot needs a value*' }
        @{ block = { Repeat r4 0 { Nop } }; words = '*0 is not 1 to*' }
        @{ block = { Repeat r4 5 }; words = '*the script block is missing*' }
        @{ block = { Frobnicate r4 }; words = '*Frobnicate: there is no such command*' }
    ) {
        Get-Mistakes $block | Should -BeLike $words
    }

    It 'are told all at once, each with its line' {
        $mistakes = Get-Mistakes {
            Mov r99 1
            Nop
            Repeat r4 2 {
                Wait 9
            }
        }
        $mistakes.Count | Should -Be 2
        $lines = $mistakes | ForEach-Object { [int] ($_ -replace '^line (\d+):.*', '$1') }
        $lines[1] - $lines[0] | Should -Be 3
    }

    It 'leave no buffer behind' {
        $before = @(Get-GpuBuffer).Count
        $null = Get-Mistakes { Mov r99 1 }
        @(Get-GpuBuffer).Count | Should -Be $before
    }

    It 'are not what the block writes to the pipeline: that is a warning' {
        $quiet = @{ WarningVariable = 'warnings'; WarningAction = 'SilentlyContinue' }
        $stream = New-GpuCommandStream $vm 0x480000 { Nop; 'stray' } @quiet
        $stream.Words.Count | Should -Be 1
        "$warnings" | Should -BeLike "*'stray'*"
    }

    It 'of PowerShell end the command as PowerShell reports them' {
        { New-GpuCommandStream $vm 0x480000 { Nop; throw 'no more' } } | Should -Throw 'no more'
    }
}

Describe 'Where the words go' {
    BeforeEach {
        $null = New-GpuDevice -Memory 32MB
        $vm = New-GpuVm
    }

    AfterEach {
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'is a new buffer where nothing is mapped' {
        $stream = New-GpuCommandStream $vm 0x400040 { Nop; Mov r1 2 }
        $stream.Address | Should -Be 0x400040
        $stream.Size | Should -Be 16
        $mapping = Get-GpuMapping $vm
        $mapping | ForEach-Object Address | Should -Be 0x400000
        $mapping.Buffer.Label | Should -Be 'command stream'
        Read-GpuMemory $vm 0x400048 -As UInt64 | Should -Be 0x0201000000000002
    }

    It 'is the buffer that is mapped there, across mappings' {
        $first, $second = 1..2 | ForEach-Object { New-GpuBuffer 4KB }
        Invoke-VmBind $vm $first 0x400000
        Invoke-VmBind $vm $second 0x401000
        $null = New-GpuCommandStream $vm 0x400ff8 -Words 0x1111, 0x2222
        Read-GpuBuffer $first -Offset 4088 -Count 8 -As UInt64 | Should -Be 0x1111
        Read-GpuBuffer $second -Count 8 -As UInt64 | Should -Be 0x2222
        @(Get-GpuBuffer).Count | Should -Be 2
    }

    It 'is flushed from the CPU''s caches for the GPU' {
        $buffer = New-GpuBuffer 4KB -WriteBack
        Invoke-VmBind $vm $buffer 0x400000
        $null = New-GpuCommandStream $vm 0x400000 -Words 0x1234567812345678
        Read-GpuMemory $vm 0x400000 -As UInt64 | Should -Be 0x1234567812345678
    }

    It 'must be mapped in whole or not at all' {
        Invoke-VmBind $vm (New-GpuBuffer 4KB) 0x400000
        { New-GpuCommandStream $vm 0x400ff8 { Nop 2 } -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.NewGpuCommandStreamCommand'
        { New-GpuCommandStream $vm 0x3ffff8 { Nop 2 } -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.NewGpuCommandStreamCommand'
        @(Get-GpuBuffer).Count | Should -Be 1
    }

    It 'must be memory that the CPU may map' {
        Invoke-VmBind $vm (New-GpuBuffer 4KB -NoMmap) 0x400000
        { New-GpuCommandStream $vm 0x400000 { Nop } -ErrorAction Stop } |
            Should -Throw -ErrorId 'EPERM,PanthorPS.NewGpuCommandStreamCommand'
    }

    It 'must be aligned, and there must be an instruction' {
        { New-GpuCommandStream $vm 0x400004 { Nop } -ErrorAction Stop } | Should -Throw '*no multiple of 8*EINVAL*'
        { New-GpuCommandStream $vm 0x400000 { } -ErrorAction Stop } | Should -Throw '*no instruction*EINVAL*'
    }

    It 'stays free when memory runs out' {
        Add-GpuFault -On PageAllocation -Times 100 | Out-Null
        { New-GpuCommandStream $vm 0x400000 { Nop } -ErrorAction Stop } |
            Should -Throw -ErrorId 'ENOMEM,PanthorPS.NewGpuCommandStreamCommand'
        @(Get-GpuBuffer).Count | Should -Be 0
        Get-GpuMapping $vm | Should -BeNullOrEmpty
    }

    It 'can be written by a task' {
        $task = New-GpuCommandStream $vm 0x400000 { Nop } -AsTask
        Get-GpuMapping $vm | Should -BeNullOrEmpty
        ($task | Wait-GpuTask).Result.Address | Should -Be 0x400000
        @(Get-GpuMapping $vm).Count | Should -Be 1
    }
}

Describe 'Words, files and disassembly' {
    BeforeAll {
        $null = New-GpuDevice -Memory 32MB
        $vm = New-GpuVm
        $words = 0x0144000001001000, 0x02460000deadbeef, 0x1546440000010000, 0x0300000000ff0000, 0xff00000000000000
        $folder = Join-Path ([IO.Path]::GetTempPath()) "panthorps-streams-$PID"
        $null = New-Item -ItemType Directory -Path $folder -Force
    }

    AfterAll {
        Remove-Item -LiteralPath $folder -Recurse
        Get-GpuDevice | Remove-GpuDevice
    }

    It 'take words as PowerShell reads them, negative or not, and as text' {
        $stream = New-GpuCommandStream $vm 0x400000 -Words 0xff00000000000000, '0x02460000deadbeef', 1, 0xffffffff
        $stream.Words | ForEach-Object { '{0:x}' -f $_ } |
            Should -Be 'ff00000000000000', '2460000deadbeef', '1', 'ffffffff'
        { New-GpuCommandStream $vm 0x400000 -Words 'many' } |
            Should -Throw -ErrorId 'ParameterArgumentTransformationError,PanthorPS.NewGpuCommandStreamCommand'
    }

    It 'disassemble to text' {
        ($words | ConvertFrom-GpuCommandStream).Text | Should -Be 'MOVE48 d68, #0x1001000', 'MOVE32 r70, #0xdeadbeef',
            'STORE_MULTIPLE [d68], r70, mask 0x1', 'WAIT 0xff', '.word 0xff00000000000000'
        ($words | ConvertFrom-GpuCommandStream).Index | Should -Be (0..4)
    }

    It 'disassemble for another architecture' {
        (ConvertFrom-GpuCommandStream 0x1100000000000001).Text | Should -Be 'ADD_IMM64 d0, d0, #1'
        (ConvertFrom-GpuCommandStream 0x3900000000000000).Text | Should -BeLike '.word*'
        (ConvertFrom-GpuCommandStream 0x3900000000000000 -Architecture 13).Text | Should -BeLike 'UMIN64*'
    }

    It 'read a file of words, and give the same words' {
        $path = Join-Path $folder 'stream.bin'
        [IO.File]::WriteAllBytes($path, [byte[]] ($words | ForEach-Object { [BitConverter]::GetBytes($_) }))
        (ConvertFrom-GpuCommandStream -Path $path).Text[0] | Should -Be 'MOVE48 d68, #0x1001000'
        (New-GpuCommandStream $vm 0x400000 -Path $path).Words |
            Should -Be ($words | ConvertFrom-GpuCommandStream | ForEach-Object Word)
    }

    It 'read assembly text, and give the same words' {
        $path = Join-Path $folder 'stream.txt'
        $text = ($words | ConvertFrom-GpuCommandStream).Text
        Set-Content -LiteralPath $path -Value (@('; a comment', 'Top:') + $text)
        (New-GpuCommandStream $vm 0x400000 -Path $path).Words |
            Should -Be ($words | ConvertFrom-GpuCommandStream | ForEach-Object Word)
        Set-Content -LiteralPath $path -Value 'NOP', 'MOVE48 r1, #1'
        { New-GpuCommandStream $vm 0x400000 -Path $path -ErrorAction Stop } | Should -Throw '*line 2:*'
    }

    It 'refuse files that do not exist or are cut' {
        { New-GpuCommandStream $vm 0x400000 -Path (Join-Path $folder 'none') -ErrorAction Stop } |
            Should -Throw -ErrorId 'ENOENT,PanthorPS.NewGpuCommandStreamCommand'
        $path = Join-Path $folder 'cut.bin'
        [IO.File]::WriteAllBytes($path, [byte[]] (0, 1, 2))
        { ConvertFrom-GpuCommandStream -Path $path -ErrorAction Stop } |
            Should -Throw -ErrorId 'EINVAL,PanthorPS.ConvertFromGpuCommandStreamCommand'
    }
}
