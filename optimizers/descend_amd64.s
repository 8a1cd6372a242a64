#include "textflag.h"

// func descendAVX(x, lr, m, v []float64, a, root, eps float64)
// x = x - lr a m/(√v root + eps), len(x) a multiple of 4. No products are fused
// with sums: the results are those of the loop in Go.
TEXT ·descendAVX(SB), NOSPLIT, $0-120
	MOVQ x_base+0(FP), DI
	MOVQ x_len+8(FP), CX
	MOVQ lr_base+24(FP), SI
	MOVQ m_base+48(FP), DX
	MOVQ v_base+72(FP), BX
	VBROADCASTSD a+96(FP), Y4
	VBROADCASTSD root+104(FP), Y5
	VBROADCASTSD eps+112(FP), Y6
	XORQ AX, AX

loop:
	VSQRTPD (BX)(AX*8), Y0
	VMULPD  Y5, Y0, Y0
	VADDPD  Y6, Y0, Y0             // √v root + eps
	VMOVUPD (SI)(AX*8), Y1
	VMULPD  Y4, Y1, Y1
	VMULPD  (DX)(AX*8), Y1, Y1     // lr a m
	VDIVPD  Y0, Y1, Y1
	VMOVUPD (DI)(AX*8), Y2
	VSUBPD  Y1, Y2, Y2
	VMOVUPD Y2, (DI)(AX*8)
	ADDQ    $4, AX
	CMPQ    AX, CX
	JLT     loop
	VZEROUPPER
	RET
